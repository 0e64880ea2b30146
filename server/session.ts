import { z } from 'zod'
import type { SessionAnswer } from './chatkit/wire.ts'
import { ChatError } from './errors.ts'
import { hostUser, type Identify, newVisitor } from './identity.ts'
import type { HostedSessions } from './openai.ts'
import type { Tokens } from './tokens.ts'

export interface SessionOptions {
  tokens: Tokens
  identify: Identify
  /** Whether visitors who are not signed in may chat. */
  anonymous: 'allow' | 'deny'
  /** The key under which the host sites are registered with OpenAI; ChatKit.js checks it. */
  domainKey: string
  /** When given, OpenAI hosts the conversation and this server only hands out its sessions. */
  hosted?: HostedSessions | undefined
}

const sessionBody = z.object({ visitor: z.string().nullish() })

/**
 * Answers the token endpoint: who the caller is, and where their chat talks to.
 * @param urls Absolute URLs of the message endpoint and of uploads, as the caller reaches them.
 */
export async function createSession(
  request: Request,
  readBody: () => Promise<unknown>,
  urls: { message: string; attachments: string },
  { tokens, identify, anonymous, domainKey, hosted }: SessionOptions,
): Promise<SessionAnswer> {
  const user = await identify(request)
  if (user === undefined && anonymous === 'deny') {
    throw new ChatError('unauthorized', 'Sign in first: this chat needs a user token.')
  }
  const parsed = sessionBody.safeParse((await readBody()) ?? {})
  if (!parsed.success) throw new ChatError('bad_request', 'The body must be {} or {"visitor": "<token>"}.')

  const userId = user === undefined ? await visitor(parsed.data.visitor, tokens) : hostUser(user)
  const kept = user === undefined ? { visitor: await tokens.issueVisitor(userId) } : {}

  if (hosted) return { ...(await hosted.create(userId)), ...kept }
  const origin = request.headers.get('origin') ?? undefined
  const { token, expiresAt } = await tokens.issueClientSecret({ userId, origin })
  return {
    client_secret: token,
    expires_at: expiresAt,
    api: {
      url: urls.message,
      domain_key: domainKey,
      upload: { type: 'direct', uploadUrl: urls.attachments },
    },
    ...kept,
  }
}

const visitor = async (token: string | null | undefined, tokens: Tokens) =>
  token ? tokens.verifyVisitor(token) : newVisitor()
