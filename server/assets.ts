import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
}
const ENCODERS = { br: promisify(brotliCompress), gzip: promisify(gzip) }
type Encoding = keyof typeof ENCODERS

interface Asset {
  modified: number
  etag: string
  bodies: Record<Encoding | 'identity', Buffer>
}

export interface AssetOptions {
  /** Folder the files are in. */
  folder: string
  /** Path of the request → file in the folder. */
  files: Record<string, string>
  /** `Cache-Control`, by path. */
  cacheControl: (path: string) => string
  /** Sent with a file, by path. */
  headers?: (path: string) => Record<string, string>
}

/** Serves a fixed list of files: compressed once, with an ETag, read anew when they change on disk. */
export function assets({ folder, files, cacheControl, headers = () => ({}) }: AssetOptions): Hono {
  const app = new Hono()
  const cache = new Map<string, Promise<Asset>>()

  async function load(file: string): Promise<Asset> {
    const path = join(folder, file)
    const modified = (await stat(path)).mtimeMs
    const cached = await cache.get(file)
    if (cached?.modified === modified) return cached
    const asset = read(path, modified)
    cache.set(file, asset)
    return asset
  }

  for (const [path, file] of Object.entries(files)) {
    app.get(path, async (c) => {
      const { etag, bodies } = await load(file)
      const encoding = encodingFor(c)
      c.header('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
      c.header('cache-control', cacheControl(path))
      c.header('etag', etag)
      c.header('vary', 'accept-encoding')
      c.header('x-content-type-options', 'nosniff')
      for (const [name, value] of Object.entries(headers(path))) c.header(name, value)
      if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
      if (encoding !== 'identity') c.header('content-encoding', encoding)
      return c.body(new Uint8Array(bodies[encoding]))
    })
  }
  return app
}

async function read(path: string, modified: number): Promise<Asset> {
  const identity = await readFile(path)
  const [br, gz] = await Promise.all([ENCODERS.br(identity), ENCODERS.gzip(identity)])
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
  // Weak: the same tag stands for every encoding.
  return { modified, etag: `W/"${hash}"`, bodies: { identity, br, gzip: gz } }
}

function encodingFor(c: Context): Encoding | 'identity' {
  const accepted = c.req.header('accept-encoding') ?? ''
  if (/\bbr\b(?!;\s*q=0)/.test(accepted)) return 'br'
  return /\bgzip\b(?!;\s*q=0)/.test(accepted) ? 'gzip' : 'identity'
}
