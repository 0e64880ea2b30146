import { makeFolder } from '../make-folder.ts'
import { type BlobStore, safeId } from './blob-store.ts'

const CHUNK = 64 * 1024

/**
 * Bytes as files in one folder, which is made when it is missing. A file is written under another name,
 * flushed and renamed, so that a crash leaves a whole file or none.
 *
 * @throws When the runtime has no file system in the manner of Node.
 */
export function folderBlobs(folder: string): BlobStore {
  const { fs, path } = nodeModules()
  const pathOf = (id: string) => path.join(folder, safeId(id))
  return {
    async put(id, bytes) {
      const target = pathOf(id)
      const written = `${target}.${crypto.randomUUID()}.part`
      await makeFolder(folder)
      try {
        await fs.writeFile(written, bytes, { flush: true, mode: 0o600 })
        await fs.rename(written, target)
      } catch (error) {
        await fs.rm(written, { force: true })
        throw error
      }
    },

    async get(id) {
      const file = await fs.open(pathOf(id)).catch(undefinedIfMissing)
      return file && streamOf(file)
    },

    delete: (id) => fs.rm(pathOf(id), { force: true }),
  }
}

/** Writes a file to the folder, and deletes it. @throws When that cannot be. */
export async function checkFolder(folder: string): Promise<void> {
  const blobs = folderBlobs(folder)
  const id = `check_${crypto.randomUUID().replaceAll('-', '')}`
  await blobs.put(id, new Uint8Array())
  await blobs.delete(id)
}

/** Asks the running Node for its own modules, so that no bundler meets an import it cannot follow. */
function nodeModules() {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs/promises')
  if (!fs) throw new Error('A folder of attachments needs Node. Pass another store to createTodoChat().')
  return { fs, path: process.getBuiltinModule('node:path') }
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

interface OpenFile {
  read(buffer: Uint8Array): Promise<{ bytesRead: number }>
  close(): Promise<void>
}

/** The file, read as fast as somebody reads; it is closed at its end, and when the reader leaves. */
const streamOf = (file: OpenFile): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      async pull(controller) {
        const chunk = new Uint8Array(CHUNK)
        const { bytesRead } = await file.read(chunk).catch(async (error) => {
          await file.close()
          throw error
        })
        if (bytesRead > 0) return controller.enqueue(chunk.subarray(0, bytesRead))
        await file.close()
        controller.close()
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  )
