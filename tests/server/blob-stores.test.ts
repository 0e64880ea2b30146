import { readdir } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AwsV4Signer } from 'aws4fetch'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { type BlobStore, memoryBlobs } from '../../server/uploads/blob-store.ts'
import { folderBlobs } from '../../server/uploads/folder-blobs.ts'
import { type S3Options, s3Blobs } from '../../server/uploads/s3-blobs.ts'
import { bytesOf } from '../helpers/files.ts'
import { dataFolder } from '../helpers/program.ts'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.splice(0)) await close()
})

const bytes = (length: number, start = 0) => Uint8Array.from({ length }, (_, index) => (index + start) % 251)
const read = async (blobs: BlobStore, id: string) => {
  const stream = await blobs.get(id)
  return stream && bytesOf(new Response(stream))
}

describeBlobStore('memory', async () => memoryBlobs())
describeBlobStore('a folder', async () => folderBlobs(join(await aFolder(), 'made', 'when needed')))
describeBlobStore('S3', async () => s3Blobs((await aBucket()).options))

function describeBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(name, () => {
    test('gives back what was put, large and empty', async () => {
      const blobs = await open()
      await blobs.put('atc_1', bytes(300_000))
      await blobs.put('atc_2', bytes(0))
      expect(await read(blobs, 'atc_1')).toEqual(bytes(300_000))
      expect(await read(blobs, 'atc_2')).toEqual(bytes(0))
    })

    test('keeps the last of two that were put', async () => {
      const blobs = await open()
      await blobs.put('atc_1', bytes(100))
      await blobs.put('atc_1', bytes(10, 7))
      expect(await read(blobs, 'atc_1')).toEqual(bytes(10, 7))
    })

    test('has nothing that was not put, or was deleted, and may delete it again', async () => {
      const blobs = await open()
      expect(await blobs.get('atc_1')).toBeUndefined()
      await blobs.put('atc_1', bytes(5))
      await blobs.delete('atc_1')
      await blobs.delete('atc_1')
      expect(await blobs.get('atc_1')).toBeUndefined()
    })

    test('can be read by somebody who leaves, and read again', async () => {
      const blobs = await open()
      await blobs.put('atc_1', bytes(300_000))
      const reader = (await blobs.get('atc_1'))?.getReader()
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0)
      await reader?.cancel()
      expect(await read(blobs, 'atc_1')).toEqual(bytes(300_000))
    })
  })
}

async function aFolder(): Promise<string> {
  const { path, remove } = await dataFolder()
  closing.push(remove)
  return path
}

describe('a folder of attachments', () => {
  test('holds whole files under their ids and nothing else', async () => {
    const folder = await aFolder()
    const blobs = folderBlobs(folder)
    await Promise.all(Array.from({ length: 5 }, (_, index) => blobs.put('atc_1', bytes(100_000, index))))
    expect(await readdir(folder)).toEqual(['atc_1'])
    expect((await read(blobs, 'atc_1'))?.length).toBe(100_000)
  })

  test.each(['../secret', 'a/b', 'a\\b', '..', '.', '', 'a\0b', 'C:x', 'x'.repeat(101)])(
    'reaches nothing outside by the id %j',
    async (id) => {
      const blobs = folderBlobs(await aFolder())
      await expect(blobs.put(id, bytes(1))).rejects.toThrow('no id')
      await expect(blobs.get(id)).rejects.toThrow('no id')
      await expect(Promise.resolve().then(() => blobs.delete(id))).rejects.toThrow('no id')
    },
  )
})

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-key', region: 'eu-central-1' }

/** A storage on loopback that knows one pair of keys, and refuses what was not signed with them. */
async function aBucket() {
  const objects = new Map<string, Buffer<ArrayBuffer>>()
  const requests: { method: string; path: string; token: string | undefined }[] = []
  const failures: number[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { method = '', url = '' } = request
    requests.push({ method, path: url, token: request.headers['x-amz-security-token']?.toString() })
    const failure = failures.shift()
    if (failure) return response.writeHead(failure).end('upstream text')
    if (!(await isSigned(request, body)))
      return response.writeHead(403).end('<Code>SignatureDoesNotMatch</Code>')
    if (method === 'PUT') objects.set(url, body)
    if (method === 'DELETE') objects.delete(url)
    if (method === 'GET' && !objects.has(url)) return response.writeHead(404).end('<Code>NoSuchKey</Code>')
    return response.writeHead(method === 'DELETE' ? 204 : 200).end(method === 'GET' ? objects.get(url) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const options: S3Options = { ...CREDENTIALS, bucket: 'uploads', prefix: 'chat/files', endpoint }
  return { options, objects, requests, failures }
}

/** Signs the same request anew and compares; the digest is that of the body that came. */
async function isSigned(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<boolean> {
  const told = request.headers['x-amz-content-sha256']?.toString() ?? ''
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex')
  if (request.method === 'PUT' && told !== digest) return false
  const signedHeaders =
    /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1]?.split(';') ?? []
  const headers = Object.fromEntries(
    signedHeaders
      .filter((name) => name !== 'host')
      .map((name) => [name, request.headers[name]?.toString() ?? '']),
  )
  const signer = new AwsV4Signer({
    ...CREDENTIALS,
    service: 's3',
    method: request.method ?? '',
    url: `http://${request.headers.host}${request.url}`,
    datetime: request.headers['x-amz-date']?.toString() ?? '',
    headers,
  })
  return (await signer.authHeader()) === request.headers.authorization
}

describe('a bucket', () => {
  test('is asked with signed requests, under its prefix', async () => {
    const { options, objects, requests } = await aBucket()
    const blobs = s3Blobs({ ...options, sessionToken: 'for-an-hour' })
    await blobs.put('atc_1', bytes(3))
    expect([...objects.keys()]).toEqual(['/uploads/chat/files/atc_1'])
    expect(requests).toEqual([{ method: 'PUT', path: '/uploads/chat/files/atc_1', token: 'for-an-hour' }])
  })

  test('that refuses the keys is an error, never a missing file', async () => {
    const { options } = await aBucket()
    const blobs = s3Blobs({ ...options, secretAccessKey: 'another' })
    await expect(blobs.put('atc_1', bytes(3))).rejects.toThrow('403')
    await expect(blobs.get('atc_1')).rejects.toThrow('403')
    await expect(blobs.delete('atc_1')).rejects.toThrow('403')
  })

  test('that fails for a moment is asked again, one that goes on failing is not for long', async () => {
    const { options, failures, requests } = await aBucket()
    const blobs = s3Blobs(options)
    failures.push(503, 500)
    await blobs.put('atc_1', bytes(3))
    expect(await read(blobs, 'atc_1')).toEqual(bytes(3))
    requests.length = 0
    failures.push(...Array(10).fill(503))
    await expect(blobs.get('atc_1')).rejects.toThrow('503')
    expect(requests.length).toBe(4)
  })
})

describe('the address of a bucket', () => {
  const { fetch } = globalThis
  afterEach(() => {
    globalThis.fetch = fetch
  })

  test.each([
    [{ bucket: 'uploads' }, 'https://uploads.s3.eu-central-1.amazonaws.com/atc_1'],
    [{ bucket: 'my.uploads' }, 'https://s3.eu-central-1.amazonaws.com/my.uploads/atc_1'],
    [{ bucket: 'uploads', endpoint: 'https://r2.example/' }, 'https://r2.example/uploads/atc_1'],
  ])('of %o is %s', async (options, url) => {
    let asked = ''
    globalThis.fetch = async (input) => {
      asked = (input as Request).url
      return new Response(null, { status: 404 })
    }
    await s3Blobs({ ...CREDENTIALS, ...options }).get('atc_1')
    expect(asked).toBe(url)
  })
})
