import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'

const SECRET = 'x'.repeat(32)

test('everything has a default that works on a laptop', () => {
  expect(readConfig({})).toMatchObject({
    production: false,
    port: 8000,
    host: '127.0.0.1',
    openai: undefined,
    anonymous: 'allow',
    allowedOrigins: ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'],
    database: { file: './data/todo-chat.db' },
    attachmentsQuota: 200 * 1024 * 1024,
  })
})

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', OPENAI_API_KEY: '' })).toMatchObject({ port: 8000, openai: undefined })
})

test.each<[Record<string, string>, RegExp]>([
  [{ PORT: 'http' }, /PORT must be a port/],
  [{ PORT: '70000' }, /PORT must be a port, a whole number from 0 to 65535/],
  [{ PORT: '8e3' }, /PORT must be a port/],
  [{ PORT: '0x10' }, /PORT must be a port/],
  [{ PORT: ' ' }, /PORT must be a port/],
  [{ PORT: '-1' }, /PORT must be a port/],
  [{ ANONYMOUS: 'maybe' }, /ANONYMOUS must be "allow" or "deny"/],
  [{ ALLOWED_ORIGINS: 'example.com' }, /ALLOWED_ORIGINS must list origins/],
  [
    { ALLOWED_ORIGINS: 'https://a.example, https://example.com/path' },
    /ALLOWED_ORIGINS .*without a path; "https:\/\/example.com\/path" is none/,
  ],
  [{ ALLOWED_ORIGINS: ',' }, /ALLOWED_ORIGINS lists no origin/],
  [{ ALLOWED_ORIGINS: 'http://localhost:8080:*' }, /ALLOWED_ORIGINS must list origins/],
  [{ ALLOWED_ORIGINS: 'https://user@example.com' }, /ALLOWED_ORIGINS must list origins/],
  [{ SESSION_SECRET: 'short' }, /SESSION_SECRET must have at least 32/],
  [{ SESSION_SECRET: `${SECRET},short` }, /SESSION_SECRET must have at least 32/],
  [{ SESSION_SECRET: ',' }, /SESSION_SECRET lists no secret; make one with/],
  [{ SESSION_SECRET: ', ,', NODE_ENV: 'production' }, /SESSION_SECRET lists no secret; make one with/],
  [{ SESSION_SECRET: '   ' }, /SESSION_SECRET is empty/],
  [{ OPENAI_API_KEY: ' ' }, /OPENAI_API_KEY is empty/],
  [{ OPENAI_MODEL: ' ' }, /OPENAI_MODEL is empty/],
  [{ AUTH_JWT_SECRET: ' '.repeat(40) }, /AUTH_JWT_SECRET is empty/],
  [{ AUTH_ISSUER: 'https://x.example' }, /AUTH_ISSUER needs AUTH_JWT_SECRET or AUTH_JWKS_URL/],
  [{ AUTH_AUDIENCE: 'chat' }, /AUTH_AUDIENCE needs AUTH_JWT_SECRET or AUTH_JWKS_URL/],
  [{ AUTH_JWT_SECRET: 'short' }, /AUTH_JWT_SECRET/],
  [{ AUTH_JWKS_URL: 'ftp://x' }, /AUTH_JWKS_URL must be an http/],
  [{ AUTH_JWT_SECRET: SECRET, AUTH_JWKS_URL: 'https://x.example' }, /exclude each other/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be a file/],
  [{ DATABASE_URL: 'postgres://' }, /DATABASE_URL must be a file/],
  [{ DATABASE_URL: 'postgres://host:port/name' }, /DATABASE_URL must be a file/],
  [{ OPENAI_BASE_URL: 'nowhere' }, /OPENAI_BASE_URL/],
  [{ RATE_LIMIT_DAILY: '0' }, /RATE_LIMIT_DAILY must be a whole number, 1 or more/],
  [{ RATE_LIMIT_MESSAGES: '1.5' }, /RATE_LIMIT_MESSAGES must be a whole number, 1 or more/],
  [{ REDIS_URL: 'http://x.example' }, /REDIS_URL must be a redis/],
  [{ CHATKIT_WORKFLOW_ID: 'wf_1' }, /OPENAI_API_KEY is required/],
  [{ ATTACHMENTS_QUOTA_MB: '0' }, /ATTACHMENTS_QUOTA_MB must be a whole number, 1 or more/],
  [{ ATTACHMENTS_QUOTA_MB: '-1' }, /ATTACHMENTS_QUOTA_MB must be a whole number, 1 or more/],
  [{ ATTACHMENTS_URL: './data' }, /ATTACHMENTS_URL must be a folder/],
  [{ ATTACHMENTS_URL: 's3://' }, /ATTACHMENTS_URL must be a folder/],
  [{ ATTACHMENTS_URL: 's3://uploads' }, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are required/],
  [
    { ATTACHMENTS_URL: 's3://uploads', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    /AWS_REGION or AWS_ENDPOINT_URL is required/,
  ],
  [{ NODE_ENV: 'production' }, /SESSION_SECRET is required in production/],
  [{ NODE_ENV: 'production', SESSION_SECRET: SECRET }, /ALLOWED_ORIGINS is required in production/],
])('%o is refused with the name of the variable', (environment, message) => {
  expect(() => readConfig(environment)).toThrowError(message)
  expect(() => readConfig(environment)).toThrowError(ConfigError)
})

test('visitors have to sign in once user tokens are set up, unless they are let in', () => {
  expect(readConfig({ AUTH_JWT_SECRET: SECRET }).anonymous).toBe('deny')
  expect(readConfig({ AUTH_JWT_SECRET: SECRET, ANONYMOUS: 'allow' }).anonymous).toBe('allow')
})

test('secrets are listed to be rotated, and the older name of the workflow is known', () => {
  const config = readConfig({
    SESSION_SECRET: `${SECRET}1, ${SECRET}2`,
    CHATKIT_DEPLOYMENT_ID: 'wf_1',
    OPENAI_API_KEY: 'sk',
  })
  expect(config.sessionSecrets).toEqual([`${SECRET}1`, `${SECRET}2`])
  expect(config.workflowId).toBe('wf_1')
})

test.each([
  ['file:./data/a.db', './data/a.db'],
  ['file:/var/a.db', '/var/a.db'],
  ['file:///var/a.db', '/var/a.db'],
])('the database %s is the file %s', (url, path) => {
  expect(readConfig({ DATABASE_URL: url }).database).toEqual({ file: path })
})

test.each(['postgres://ana:pw@db:5432/todo', 'postgresql:///todo?host=/run/postgresql'])(
  'the database %s is Postgres',
  (url) => {
    expect(readConfig({ DATABASE_URL: url }).database).toEqual({ postgres: url })
  },
)

test('attachments are kept in a folder, or in a bucket with the names AWS gives its keys', () => {
  expect(readConfig({}).attachments).toEqual({ folder: './data/attachments' })
  expect(readConfig({ ATTACHMENTS_URL: 'file:///var/files' }).attachments).toEqual({ folder: '/var/files' })
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
  expect(
    readConfig({ ATTACHMENTS_URL: 's3://uploads/chat/files/', AWS_REGION: 'eu-central-1', ...keys })
      .attachments,
  ).toEqual({
    s3: {
      bucket: 'uploads',
      prefix: 'chat/files',
      accessKeyId: 'a',
      secretAccessKey: 'b',
      region: 'eu-central-1',
    },
  })
  expect(
    readConfig({ ATTACHMENTS_URL: 's3://uploads', AWS_ENDPOINT_URL: 'http://minio:9000', ...keys })
      .attachments,
  ).toMatchObject({ s3: { bucket: 'uploads', endpoint: 'http://minio:9000' } })
})

test('speech is transcribed by a model that has a future', () => {
  expect(readConfig({ OPENAI_API_KEY: 'sk' }).openai?.transcribeModel).toBe('gpt-transcribe')
})

test('the key of user tokens is taken as it is, white space and all', () => {
  expect(readConfig({ AUTH_JWT_SECRET: ` ${SECRET} ` }).userTokens?.secret).toBe(` ${SECRET} `)
})
