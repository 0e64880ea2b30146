import { z } from 'zod'
import { isOriginPattern, LOCAL_ORIGINS } from './origins.ts'
import { DEFAULT_RATE_LIMITS } from './rate-limits.ts'
import type { S3Options } from './uploads/s3-blobs.ts'

/** A configuration the program cannot start with. The message names the variable and what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const text = z.string().trim().min(1)
const count = z.coerce.number({ error: 'must be a whole number' }).int().min(1)
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })
const list = text.transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
)

const MIN_SECRET = 32
const secret = z
  .string()
  .min(MIN_SECRET, `must have at least ${MIN_SECRET} characters; make one with: openssl rand -base64 48`)

const variables = z.object({
  PORT: z.coerce.number({ error: 'must be a port' }).int().min(0).max(65535).default(8000),
  HOST: text.default('127.0.0.1'),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: text.default('gpt-6-luna'),
  // The gpt-4o models of this kind, and whisper-1, are shut down on 2027-02-26.
  OPENAI_TRANSCRIBE_MODEL: text.default('gpt-transcribe'),
  CHATKIT_WORKFLOW_ID: text.optional(),
  CHATKIT_DEPLOYMENT_ID: text.optional(),
  CHATKIT_DOMAIN_KEY: text.optional(),
  SESSION_SECRET: list.pipe(z.array(secret)).optional(),
  AUTH_JWT_SECRET: secret.optional(),
  AUTH_JWKS_URL: url.optional(),
  AUTH_ISSUER: text.optional(),
  AUTH_AUDIENCE: text.optional(),
  ANONYMOUS: z.enum(['allow', 'deny'], { error: 'must be "allow" or "deny"' }).optional(),
  ALLOWED_ORIGINS: list
    .pipe(z.array(z.string().refine(isOriginPattern, 'must list origins such as https://example.com')))
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^file:./.test(value) || (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)),
      'must be a file, such as file:./data/todo-chat.db, or postgres://user:password@host:5432/name',
    )
    .default('file:./data/todo-chat.db'),
  ATTACHMENTS_URL: z
    .string()
    .regex(
      /^(file:.|s3:\/\/[a-z0-9][a-z0-9.-]*(\/[\w.-]+)*\/?$)/,
      'must be a folder, such as file:./data/attachments, or s3://bucket/prefix',
    )
    .default('file:./data/attachments'),
  ATTACHMENTS_QUOTA_MB: count.default(200),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  AWS_REGION: text.optional(),
  AWS_ENDPOINT_URL: url.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
  PUBLIC_URL: url.optional(),
  RATE_LIMIT_SESSIONS: count.default(DEFAULT_RATE_LIMITS.sessions),
  RATE_LIMIT_MESSAGES: count.default(DEFAULT_RATE_LIMITS.messages),
  RATE_LIMIT_DAILY: count.default(DEFAULT_RATE_LIMITS.daily),
  NODE_ENV: text.optional(),
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
