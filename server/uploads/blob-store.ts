/**
 * Where the bytes of uploads live, by the id of their attachment. It knows no users: who may have which bytes
 * is decided by the record, which is looked up first.
 */
export interface BlobStore {
  /** Keeps the bytes, or replaces them. What was acknowledged is whole. */
  put(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** The bytes, or `undefined` when there are none. */
  get(id: string): Promise<ReadableStream<Uint8Array> | undefined>
  /** Deleting what is not there is not an error. */
  delete(id: string): Promise<void>
}

/** Bytes that live as long as the process: for trying things out, and for tests. */
export function memoryBlobs(): BlobStore {
  const blobs = new Map<string, Blob>()
  return {
    async put(id, bytes) {
      blobs.set(id, new Blob([bytes]))
    },
    get: async (id) => blobs.get(id)?.stream(),
    async delete(id) {
      blobs.delete(id)
    },
  }
}

/** The id, when it is safe as the name of a file or an object. */
export function safeId(id: string): string {
  if (!/^\w{1,100}$/.test(id)) throw new Error(`"${id}" is no id of an attachment.`)
  return id
}
