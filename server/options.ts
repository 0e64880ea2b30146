import type { Context } from 'hono'
import type { AnswerAction, Respond, RespondToAction, Transcribe } from './chatkit/hooks.ts'
import { type Identify, noUserTokens } from './identity.ts'
import { jsonLog, type Log } from './log.ts'
import type { HostedSessions } from './openai.ts'
import { LOCAL_ORIGINS } from './origins.ts'
import { DEFAULT_RATE_LIMITS, type MakeCounter, memoryCounters, type RateLimits } from './rate-limits.ts'
import { memoryStorage } from './storage/memory.ts'
import type { Storage } from './storage/storage.ts'
import { taskActions } from './tasks/actions.ts'
import { agent } from './tasks/agent.ts'
import { builtInAssistant } from './tasks/built-in-assistant.ts'
import type { Instructions } from './tasks/instructions.ts'
import type { Model } from './tasks/model.ts'
import type { NameThread } from './tasks/naming.ts'
import type { MakeTools } from './tasks/tools.ts'
import { type BlobStore, memoryBlobs } from './uploads/blob-store.ts'
import { DEFAULT_ACCEPT } from './uploads/file-types.ts'

/** What visitors may upload, and where it is kept. */
export interface AttachmentOptions {
  /** Where the bytes are kept. Default: in memory, gone with the process. */
  blobs?: BlobStore
  /** The largest file, in bytes. Default: 20 MB. */
  maxBytes?: number
  /** How many bytes one user may keep in all uploads together. Default: 200 MB. */
  maxBytesPerUser?: number
  /** MIME types that are accepted. Default: PNG, JPEG, GIF, WebP, PDF, plain text, Markdown, CSV and JSON. */
  accept?: string[]
}

const MAX_UPLOAD = 20 * 1024 * 1024
const MAX_UPLOADS = 200 * 1024 * 1024

/** What a todo chat needs. Everything has a default that works on a laptop. */
export interface TodoChatOptions {
  /** Where threads and tasks are kept. Default: in memory, gone with the process. */
  storage?: Storage
  /** The language model that answers. Default: none; the built-in assistant answers plain commands. */
  model?: Model | undefined
  /** What the model is told before every turn. Default: to keep the todo list, briefly and warmly. */
  instructions?: Instructions
  /** Tools of your own for the model; one named like a built-in tool takes its place. Default: none. */
  tools?: MakeTools
  /**
   * Makes the title of a new thread, beside the answer. Default: the model does, in one small call; without a model,
   * and when it fails, the thread is named by the first words of its message.
   */
  nameThread?: NameThread
  /** The whole assistant: makes an answer of a message. Default: one that keeps the todo list with `model`. */
  respond?: Respond
  /** Answers actions of your own widgets with events. Default: what the todo assistant's widgets do. */
  respondToAction?: RespondToAction
  /** Answers actions of your own widgets at once, without a turn. Default: what the todo assistant's widgets do. */
  answerAction?: AnswerAction
  /**
   * Ids of the models and tools a visitor may choose in the composer; any other is refused. The todo assistant answers
   * with the model of that name, and calls the tool of that name first. Default: none.
   */
  choices?: { models: string[]; tools: string[] }
  /** What visitors may upload, and where it is kept. */
  attachments?: AttachmentOptions
  /** Turns speech into text. Default: none, so that dictation is refused. */
  transcribe?: Transcribe | undefined
  /** Who the host site says is asking. Default: nobody is signed in, and a user token is refused. */
  identify?: Identify
  /** Whether visitors who are not signed in may chat. Default: `allow`, and `deny` once `identify` is given. */
  anonymous?: 'allow' | 'deny'
  /** Signs sessions; the first signs, all verify. Default: a random one, so sessions end with the process. */
  sessionSecrets?: string[]
  /** Host sites, such as `https://example.com` or `https://*.example.com`. Default: localhost on any port. */
  allowedOrigins?: string[]
  /** The domain key of the host sites, for ChatKit.js. Default: a placeholder that works on localhost. */
  domainKey?: string
  /** Sessions of a workflow hosted by OpenAI, instead of this server's own conversations. Default: none. */
  hosted?: HostedSessions | undefined
  /** Where callers reach this server, when it stands behind a proxy. Default: the URL of the request. */
  publicUrl?: string | undefined
  /** How much one address, one user and everybody may ask. Default: 60, 30 a minute, 10,000 a day. */
  rateLimits?: Partial<RateLimits>
  /** Where uses are counted. Default: in this process. */
  counters?: MakeCounter | undefined
  /**
   * The address to count sessions by. Default: the socket's under `@hono/node-server`; elsewhere one for all, as
   * web-standard runtimes have no common way: pass your platform's.
   */
  clientAddress?: (c: Context) => string
  /** Aborts when the server is about to go: running turns end, and what was said so far is kept. Default: never. */
  shutdown?: AbortSignal | undefined
  /** The clock. Default: the system's. */
  now?: () => Date
  /** Told of every failure that is ours or an upstream's. Default: a line of JSON on `console.error`. */
  log?: Log
}

/** The placeholder that ChatKit.js accepts on localhost, where domains are not checked. */
const LOCAL_DOMAIN_KEY = 'domain_pk_localhost_dev'

/** The address at the other end of the socket, where the server tells it. */
const socketAddress = (c: Context): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? 'everybody'

/** The options with their defaults; the assistant made of them. */
export function withDefaults(options: TodoChatOptions) {
  const { model, identify } = options
  const storage = options.storage ?? memoryStorage()
  const publicOrigin = options.publicUrl ? [new URL(options.publicUrl).origin] : []
  const respond: Respond =
    options.respond ??
    (model ? agent(model, storage.tasks, options) : builtInAssistant(storage.tasks, options.nameThread))
  return {
    storage,
    chatkit: {
      respond,
      ...taskActions(storage.threads, storage.tasks),
      ...(options.respondToAction ? { respondToAction: options.respondToAction } : {}),
      ...(options.answerAction ? { answerAction: options.answerAction } : {}),
      choices: options.choices,
      transcribe: options.transcribe,
    },
    attachments: {
      blobs: memoryBlobs(),
      maxBytes: MAX_UPLOAD,
      maxBytesPerUser: MAX_UPLOADS,
      accept: DEFAULT_ACCEPT,
      ...options.attachments,
    },
    identify: identify ?? noUserTokens,
    anonymous: options.anonymous ?? (identify ? 'deny' : 'allow'),
    sessionSecrets: options.sessionSecrets ?? [crypto.randomUUID() + crypto.randomUUID()],
    allowedOrigins: [...(options.allowedOrigins ?? LOCAL_ORIGINS), ...publicOrigin],
    domainKey: options.domainKey ?? LOCAL_DOMAIN_KEY,
    hosted: options.hosted,
    publicUrl: options.publicUrl,
    rateLimits: { ...DEFAULT_RATE_LIMITS, ...options.rateLimits },
    counters: options.counters ?? memoryCounters,
    shutdown: options.shutdown,
    clientAddress: options.clientAddress ?? socketAddress,
    now: options.now ?? (() => new Date()),
    log: options.log ?? jsonLog((line) => console.error(line)),
  }
}
