#!/usr/bin/env node
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { runCheck } from './check/main.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { jsonLog } from './log.ts'
import { createProgram, type Program } from './node.ts'

/** How long running turns may go on after the program was asked to stop, in milliseconds. */
const DRAIN_MS = 10_000
/** How long those that are ended then may take to keep what was said. */
const GRACE_MS = 2_000

/** https://developers.openai.com/api/docs/deprecations.md */
const HOSTED_ENDS =
  'OpenAI ends Agent Builder, which hosts CHATKIT_WORKFLOW_ID, on 2026-11-30. Unset CHATKIT_WORKFLOW_ID and this ' +
  'server answers by itself: no page that carries the tag has to change.'

const USAGE = `Usage:
  todo-chat             starts the server; environment variables say how, and the README lists them
  todo-chat check URL   says what is set and what is not, of a page that carries the tag; check --help says more`

const [command, ...rest] = process.argv.slice(2)
if (command === undefined) await start()
else if (command === 'check') process.exitCode = await runCheck(rest, console.log)
else if (command === '--help' || command === '-h') console.log(USAGE)
else {
  console.error(`There is no command "${command}".\n\n${USAGE}`)
  process.exitCode = 2
}

async function start() {
  const config = configOrExit()
  const program = await createProgram(
    config,
    jsonLog((line) => console.error(line)),
  ).catch(exitWith)
  const server = serve({ fetch: program.app.fetch, port: config.port, hostname: config.host }, (info) => {
    const host = config.host.includes(':') ? `[${config.host}]` : config.host
    if (config.workflowId) console.warn(HOSTED_ENDS)
    console.log(describe(config, info.port))
    console.log(`listening on http://${host}:${info.port}`)
  }) as Server
  server.on('error', (error: NodeJS.ErrnoException) => {
    exitWith(new ConfigError(whyNotListening(error, config), { cause: error }))
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(program, server))
}

/** Takes no more, lets what runs finish, and goes. */
function stop(program: Program, server: Server) {
  program.drain()
  server.close(async () => {
    await program.close()
    process.exit(0)
  })
  setTimeout(() => {
    program.endTurns()
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
  }, DRAIN_MS).unref()
}

/** Why there can be no server where it was to listen, and what to set. */
function whyNotListening({ code, message }: NodeJS.ErrnoException, { port, host }: Config): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is in use. Set another one, or 0 for any free one.`
    case 'EACCES':
      return `PORT ${port} may not be used by this user. Set one from 1024 on.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine. Set 127.0.0.1, or 0.0.0.0 for every address.`
    default:
      return `HOST ${host} or PORT ${port} cannot be used: ${message}`
  }
}

function describe({ openai, workflowId, database, host }: Config, port: number): string {
  const model = openai ? `${openai.model}${openai.baseURL ? ` at ${openai.baseURL}` : ''}` : undefined
  const answers = workflowId
    ? `the workflow ${workflowId}, hosted by OpenAI`
    : (model ?? 'the built-in assistant; set OPENAI_API_KEY for a model')
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return [
    `  todo-chat   http://${shown}:${port}`,
    `  answers     ${answers}`,
    `  data        ${'file' in database ? resolve(database.file) : withoutPassword(database.postgres)}`,
  ].join('\n')
}

/** The server and the name of a database; what else its URL says may be secret. */
function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}`
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    return exitWith(error)
  }
}

/** What is wrong with the configuration is said in words; anything else is a fault, and shown whole. */
function exitWith(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error
  console.error(`todo-chat cannot start:\n${error.message}`)
  process.exit(1)
}
