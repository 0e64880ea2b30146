import { AwsClient } from 'aws4fetch'
import { hashBytes } from '../hash.ts'
import { type BlobStore, safeId } from './blob-store.ts'

/** A storage that failed for a moment is asked again this often, with pauses that grow. */
const RETRIES = 3

/** Where a bucket is, and how to get in. */
export interface S3Options {
  /** Its name. */
  bucket: string
  /** Put before every name, without slashes around it. Default: nothing. */
  prefix?: string | undefined
  /** The key that may read, write and delete objects. */
  accessKeyId: string
  /** Its secret. */
  secretAccessKey: string
  /** Of temporary credentials. */
  sessionToken?: string | undefined
  /** Default: `us-east-1`, which most other storages than Amazon's accept. */
  region?: string | undefined
  /** Of another storage than Amazon's; the bucket is then part of the path. */
  endpoint?: string | undefined
}

/** Bytes as objects in a bucket of S3, or of any storage that speaks its protocol. */
export function s3Blobs(options: S3Options): BlobStore {
  const { accessKeyId, secretAccessKey, sessionToken, region = 'us-east-1' } = options
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
  const client = new AwsClient({ ...credentials, region, service: 's3', retries: RETRIES })
  const base = baseUrl(options, region)
  const urlOf = (id: string) => `${base}/${safeId(id)}`
  return {
    async put(id, bytes) {
      const headers = {
        // Signed with the rest, so that what arrives is what was sent.
        'x-amz-content-sha256': await hashBytes(bytes),
        'content-type': 'application/octet-stream',
      }
      await done(await client.fetch(urlOf(id), { method: 'PUT', body: bytes, headers }), 'PUT')
    },

    async get(id) {
      const response = await client.fetch(urlOf(id))
      if (response.status !== 404 && response.ok) return response.body ?? new Blob([]).stream()
      await done(response, 'GET')
      return undefined
    },

    async delete(id) {
      await done(await client.fetch(urlOf(id), { method: 'DELETE' }), 'DELETE')
    },
  }
}

/** Amazon wants the bucket in the name of the host; a dot in it would not fit Amazon's certificate. */
function baseUrl({ bucket, prefix, endpoint }: S3Options, region: string): string {
  const inPath = endpoint?.replace(/\/+$/, '') ?? `https://s3.${region}.amazonaws.com`
  const root =
    endpoint || bucket.includes('.') ? `${inPath}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`
  return prefix ? `${root}/${prefix}` : root
}

/** Lets go of the answer; what is missing is not an error. */
async function done(response: Response, method: string): Promise<void> {
  await response.body?.cancel()
  if (response.ok || (response.status === 404 && method !== 'PUT')) return
  throw new Error(`The storage answered ${method} with ${response.status}`)
}
