import { z } from 'zod'
import { count, origins, port, secret, secrets, text, url } from './config-values.ts'
import { LOCAL_ORIGINS } from './origins.ts'
import { DEFAULT_RATE_LIMITS } from './rate-limits.ts'
import type { S3Options } from './uploads/s3-blobs.ts'

/** A configuration the program cannot start with. The message names the variable and what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

// Variables that are explained together have one sentence.
const LISTENS = 'Where it listens; `PORT=0` picks a free one, `HOST=0.0.0.0` is every address of the machine.'
const HOSTED =
  'OpenAI-hosted mode, until OpenAI ends Agent Builder on 2026-11-30; the second is the older name.'
const CLAIMS = 'What `iss` and `aud` of those tokens must be.'
const BUCKET = "The bucket's keys, and where it is; the URL for other storages than Amazon's."
const LIMITS =
  'Sessions a minute and address, messages a minute and user, messages a day for the whole server.'

/** Every variable, with its meaning; the README's table is made of this. */
export const variables = z.object({
  PORT: port.default(8000).describe(LISTENS),
  HOST: text.default('127.0.0.1').describe(LISTENS),
  OPENAI_API_KEY: text.optional().describe('Without it the built-in assistant answers.'),
  OPENAI_BASE_URL: url.optional().describe('Another server that speaks the Responses API.'),
  OPENAI_MODEL: text.default('gpt-6-luna').describe('The model that answers.'),
  // The gpt-4o models of this kind, and whisper-1, are shut down on 2027-02-26.
  OPENAI_TRANSCRIBE_MODEL: text
    .default('gpt-transcribe')
    .describe('The model that turns speech into text, for dictation.'),
  CHATKIT_WORKFLOW_ID: text.optional().describe(HOSTED),
  CHATKIT_DEPLOYMENT_ID: text.optional().describe(HOSTED),
  CHATKIT_DOMAIN_KEY: text
    .optional()
    .describe("The domain key of the host sites, from OpenAI's domain allow-list. Localhost needs none."),
  SESSION_SECRET: secrets
    .optional()
    .describe(
      'Signs sessions and links to uploads. A comma list rotates keys: the first signs. Made and kept with the data; required in production.',
    ),
  AUTH_JWT_SECRET: secret.optional().describe("Verifies the host site's user tokens (HS256)."),
  AUTH_JWKS_URL: url.optional().describe('Verifies them by the published keys of your identity provider.'),
  AUTH_ISSUER: text.optional().describe(CLAIMS),
  AUTH_AUDIENCE: text.optional().describe(CLAIMS),
  ANONYMOUS: z
    .enum(['allow', 'deny'], { error: 'must be "allow" or "deny"' })
    .optional()
    .describe('Visitors without a token: `allow`, and `deny` once user tokens are set up, unless said.'),
  ALLOWED_ORIGINS: origins
    .optional()
    .describe(
      'The host sites, comma list; `https://*.example.com` and `*` are understood. Localhost unless set; required in production.',
    ),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^file:./.test(value) || (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)),
      'must be a file, such as file:./data/todo-chat.db, or postgres://user:password@host:5432/name',
    )
    .default('file:./data/todo-chat.db')
    .describe('A SQLite file, or `postgres://user:password@host/name`.'),
  ATTACHMENTS_URL: z
    .string()
    .regex(
      /^(file:.|s3:\/\/[a-z0-9][a-z0-9.-]*(\/[\w.-]+)*\/?$)/,
      'must be a folder, such as file:./data/attachments, or s3://bucket/prefix',
    )
    .default('file:./data/attachments')
    .describe('Where uploads are kept: a folder, or `s3://bucket/prefix`.'),
  ATTACHMENTS_QUOTA_MB: count.default(200).describe('How much one user may keep there, in MB.'),
  AWS_ACCESS_KEY_ID: text.optional().describe(BUCKET),
  AWS_SECRET_ACCESS_KEY: text.optional().describe(BUCKET),
  AWS_SESSION_TOKEN: text.optional().describe(BUCKET),
  AWS_REGION: text.optional().describe(BUCKET),
  AWS_ENDPOINT_URL: url.optional().describe(BUCKET),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' })
    .optional()
    .describe('Counts the rate limits of several processes together.'),
  PUBLIC_URL: url
    .optional()
    .describe(
      'Where callers reach the server behind a proxy. With it the address of a caller is the last entry of `X-Forwarded-For`: the one your proxy wrote.',
    ),
  RATE_LIMIT_SESSIONS: count.default(DEFAULT_RATE_LIMITS.sessions).describe(LIMITS),
  RATE_LIMIT_MESSAGES: count.default(DEFAULT_RATE_LIMITS.messages).describe(LIMITS),
  RATE_LIMIT_DAILY: count.default(DEFAULT_RATE_LIMITS.daily).describe(LIMITS),
  NODE_ENV: text.optional().describe('`production` asks for what is required above.'),
})

export type Config = ReturnType<typeof readConfig>

/**
 * Reads the configuration from environment variables; an empty one counts as not set.
 * @throws ConfigError that names every variable that is wrong, and what is allowed.
 */
export function readConfig(environment: Record<string, string | undefined>) {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = variables.safeParse(set)
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}`).join('\n'),
    )
  }
  const env = result.data
  const production = env.NODE_ENV === 'production'
  if (production && !env.SESSION_SECRET) {
    throw new ConfigError('SESSION_SECRET is required in production; make one with: openssl rand -base64 48')
  }
  if (production && !env.ALLOWED_ORIGINS) {
    throw new ConfigError(
      'ALLOWED_ORIGINS is required in production: the sites that carry the tag, comma list',
    )
  }
  if (env.AUTH_JWT_SECRET && env.AUTH_JWKS_URL) {
    throw new ConfigError(
      'AUTH_JWT_SECRET and AUTH_JWKS_URL exclude each other: set the one your tokens need',
    )
  }
  const workflowId = env.CHATKIT_WORKFLOW_ID ?? env.CHATKIT_DEPLOYMENT_ID
  if (workflowId && !env.OPENAI_API_KEY) {
    throw new ConfigError('OPENAI_API_KEY is required with CHATKIT_WORKFLOW_ID')
  }
  const hasUserTokens = Boolean(env.AUTH_JWT_SECRET ?? env.AUTH_JWKS_URL)
  const claim = env.AUTH_ISSUER ? 'AUTH_ISSUER' : env.AUTH_AUDIENCE && 'AUTH_AUDIENCE'
  if (claim && !hasUserTokens) {
    throw new ConfigError(
      `${claim} needs AUTH_JWT_SECRET or AUTH_JWKS_URL: without one no user token is taken`,
    )
  }
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    openai: env.OPENAI_API_KEY
      ? {
          apiKey: env.OPENAI_API_KEY,
          baseURL: env.OPENAI_BASE_URL,
          model: env.OPENAI_MODEL,
          transcribeModel: env.OPENAI_TRANSCRIBE_MODEL,
        }
      : undefined,
    workflowId,
    domainKey: env.CHATKIT_DOMAIN_KEY,
    sessionSecrets: env.SESSION_SECRET,
    userTokens: hasUserTokens
      ? {
          secret: env.AUTH_JWT_SECRET,
          jwksUrl: env.AUTH_JWKS_URL,
          issuer: env.AUTH_ISSUER,
          audience: env.AUTH_AUDIENCE,
        }
      : undefined,
    anonymous: env.ANONYMOUS ?? (hasUserTokens ? ('deny' as const) : ('allow' as const)),
    allowedOrigins: env.ALLOWED_ORIGINS ?? LOCAL_ORIGINS,
    database: env.DATABASE_URL.startsWith('file:')
      ? { file: pathOf(env.DATABASE_URL) }
      : { postgres: env.DATABASE_URL },
    attachments: attachmentsOf(env),
    /** How many bytes of uploads one user may keep. */
    attachmentsQuota: env.ATTACHMENTS_QUOTA_MB * 1024 * 1024,
    redisUrl: env.REDIS_URL,
    publicUrl: env.PUBLIC_URL,
    rateLimits: {
      sessions: env.RATE_LIMIT_SESSIONS,
      messages: env.RATE_LIMIT_MESSAGES,
      daily: env.RATE_LIMIT_DAILY,
    },
  }
}

const pathOf = (fileUrl: string) => fileUrl.replace(/^file:(\/\/(?=\/))?/, '')

/** Where the bytes of uploads are kept: in a folder, or in a bucket with the credentials of AWS' own names. */
function attachmentsOf(env: z.infer<typeof variables>): { folder: string } | { s3: S3Options } {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(env.ATTACHMENTS_URL) ?? []
  if (!bucket) return { folder: pathOf(env.ATTACHMENTS_URL) }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigError(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are required with ATTACHMENTS_URL=s3://…',
    )
  }
  if (!env.AWS_REGION && !env.AWS_ENDPOINT_URL) {
    throw new ConfigError('AWS_REGION or AWS_ENDPOINT_URL is required with ATTACHMENTS_URL=s3://…')
  }
  return {
    s3: {
      bucket,
      prefix,
      accessKeyId,
      secretAccessKey,
      sessionToken: env.AWS_SESSION_TOKEN,
      region: env.AWS_REGION,
      endpoint: env.AWS_ENDPOINT_URL,
    },
  }
}
