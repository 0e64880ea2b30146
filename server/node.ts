import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import OpenAI from 'openai'
import { createTodoChat } from './app.ts'
import { assets } from './assets.ts'
import { type Config, ConfigError } from './config.ts'
import { ChatError } from './errors.ts'
import { userTokens } from './identity.ts'
import { keptSecret } from './kept-secret.ts'
import type { Log } from './log.ts'
import { hostedSessions, openaiModel, openaiTranscribe } from './openai.ts'
import { redisCounters } from './redis.ts'
import { refuse, refusePath } from './refusal.ts'
import { openPostgres } from './storage/postgres.ts'
import { openSqlite } from './storage/sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { strictPage } from './strict-page.ts'
import type { BlobStore } from './uploads/blob-store.ts'
import { checkFolder, folderBlobs } from './uploads/folder-blobs.ts'
import { s3Blobs } from './uploads/s3-blobs.ts'
import { sweepOrphans } from './uploads/sweep.ts'

/** The folder that holds the bundles, the demo and this program. */
const DIST = fileURLToPath(new URL('..', import.meta.url))
/** How often uploads that were never sent are looked for, in milliseconds. */
const SWEEP_MS = 3600 * 1000

export interface Program {
  app: Hono
  /** From now on `healthz` says 503 and new requests of the API are refused; running ones go on. */
  drain(): void
  /** Ends running turns; what was said so far is kept. */
  endTurns(): void
  close(): Promise<void>
}

/** The whole program for Node: the API, the bundles for other sites, the demo and the health check. */
export async function createProgram(config: Config, log: Log): Promise<Program> {
  const storage = await openStorage(config)
  const { attachments } = config
  const blobs = 's3' in attachments ? s3Blobs(attachments.s3) : await openFolder(attachments.folder)
  const client = config.openai && new OpenAI(config.openai)
  const version = await packageVersion()
  const redis = config.redisUrl === undefined ? undefined : await redisCounters(config.redisUrl, console.warn)
  const shutdown = new AbortController()
  let draining = false

  const app = new Hono()
  app.onError((error, c) => refuse(c, error, log))
  app.notFound((c) => refusePath(c, log))
  app.get('/healthz', async (c) => {
    const reachable = await storage.ping().then(
      () => true,
      () => false,
    )
    if (draining || !reachable) return c.json({ status: draining ? 'draining' : 'storage unreachable' }, 503)
    return c.json({ status: 'ok' })
  })
  app.use('/api/*', async (_c, next) => {
    if (draining) throw new ChatError('unavailable', 'The server is about to stop. Try again in a moment.')
    await next()
  })
  app.route(
    '/api',
    createTodoChat({
      storage,
      model: client && openaiModel({ client, model: config.openai?.model ?? '' }),
      transcribe: client && openaiTranscribe({ client, model: config.openai?.transcribeModel ?? '' }),
      attachments: { blobs, maxBytesPerUser: config.attachmentsQuota },
      hosted: client && config.workflowId ? hostedSessions(client, config.workflowId) : undefined,
      ...(config.userTokens ? { identify: userTokens(config.userTokens) } : {}),
      ...(config.domainKey === undefined ? {} : { domainKey: config.domainKey }),
      anonymous: config.anonymous,
      sessionSecrets: config.sessionSecrets ?? [await keptSecret(secretFolder(config))],
      allowedOrigins: config.allowedOrigins,
      publicUrl: config.publicUrl,
      rateLimits: config.rateLimits,
      counters: redis?.counters,
      shutdown: shutdown.signal,
      clientAddress: (c) => clientAddress(c, config.publicUrl !== undefined),
      log,
    }),
  )
  app.route('/', bundles(version, config.production))
  app.route('/', demo())
  // Last, so for what is not there: a page of any site may read that the endpoint of its chat is wrong.
  app.use(cors())
  const stopSweeping = startSweeping(storage, blobs, log)
  return {
    app,
    drain: () => (draining = true),
    endTurns: () => shutdown.abort(),
    async close() {
      await stopSweeping()
      redis?.close()
      await storage.close()
    },
  }
}

async function openStorage({ database }: Config): Promise<Storage> {
  try {
    return await ('file' in database ? openSqlite(database.file) : openPostgres(database.postgres))
  } catch (error) {
    // A connection that was refused has no message, only a code.
    const { message, code } = error as NodeJS.ErrnoException
    throw new ConfigError(`DATABASE_URL cannot be opened: ${message || code}`, { cause: error })
  }
}

async function openFolder(folder: string): Promise<BlobStore> {
  await checkFolder(folder).catch((cause: Error) => {
    const why = `ATTACHMENTS_URL cannot be used, no file can be written to ${resolve(folder)}: ${cause.message}`
    throw new ConfigError(`${why}\nName a folder that this program may write to.`, { cause })
  })
  return folderBlobs(folder)
}

/** Looks for uploads that were never sent, now and every hour. Ends when the last look is over. */
function startSweeping({ threads: store }: Storage, blobs: BlobStore, log: Log) {
  const sweep = () => sweepOrphans({ store, blobs }).catch((error) => log(error))
  let running: Promise<unknown> = sweep()
  const timer = setInterval(() => {
    running = running.then(sweep)
  }, SWEEP_MS).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** The bundles and their words, for pages of any site. */
function bundles(version: string, production: boolean): Hono {
  const pinned = `/todo-chat@${version}.js`
  const words = readdirSync(join(DIST, 'words')).map((file) => `words/${file}`)
  const facts = ['custom-elements.json', 'integrity.json']
  const names = ['todo-chat.js', 'todo-chat.js.map', 'chat-view.js', 'chat-view.js.map', ...facts, ...words]
  const files = Object.fromEntries(names.map((name) => [`/${name}`, name]))
  return assets({
    folder: DIST,
    files: { ...files, [pinned]: 'todo-chat.js' },
    cacheControl: (path) => {
      if (path === pinned && production) return 'public, max-age=31536000, immutable'
      return production ? 'public, max-age=300, stale-while-revalidate=86400' : 'no-cache'
    },
    headers: (path) => ({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      ...(path.startsWith('/todo-chat') && path.endsWith('.js') && { sourcemap: '/todo-chat.js.map' }),
    }),
  })
}

/** What OpenAI's script and frame need, beside what is our own. */
const CHATKIT_CDN = 'https://cdn.platform.openai.com'
const demoPolicy = (connect: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${CHATKIT_CDN}`,
    `frame-src 'self' ${CHATKIT_CDN}`,
    `connect-src ${connect}`,
    "style-src 'self'",
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
const DEMO_POLICY = demoPolicy(`'self' ${CHATKIT_CDN}`)
/** The page that looks whether another site is set up asks that site. */
const CHECK_POLICY = demoPolicy('*')

/** The pages of the demo, each at the address of its file. */
function demo(): Hono {
  const folder = join(DIST, 'demo')
  const files = Object.fromEntries(readdirSync(folder).map((file) => [`/${file}`, file]))
  const strict = strictPage('/csp.html', join(folder, 'csp.html'))
  const pages = assets({
    folder,
    files: { '/': 'index.html', ...files },
    cacheControl: () => 'no-cache',
    headers: (path) => ({
      'content-security-policy': path === '/check.html' ? CHECK_POLICY : DEMO_POLICY,
      'referrer-policy': 'no-referrer',
    }),
  })
  return strict.route('/', pages)
}

/** Behind a proxy the last entry is the one the proxy wrote; those before it can be made up by anyone. */
function clientAddress(c: Context, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded || (getConnInfo(c).remote.address ?? 'unknown')
}

/** Beside the database; where uploads go by default when that is on another machine. */
const secretFolder = ({ database }: Config) => ('file' in database ? dirname(database.file) : './data')

async function packageVersion(): Promise<string> {
  const json = await readFile(join(DIST, '..', 'package.json'), 'utf8')
  return (JSON.parse(json) as { version: string }).version
}
