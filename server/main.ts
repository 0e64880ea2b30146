#!/usr/bin/env node
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createProgram } from './node.ts'

/** How long running turns may go on after the program was asked to stop, in milliseconds. */
const DRAIN_MS = 10_000

const config = configOrExit()
const program = await createProgram(config, (error) => console.error(error))
const server = serve({ fetch: program.app.fetch, port: config.port, hostname: config.host }, (info) => {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  console.log(describe(config, info.port))
  console.log(`listening on http://${host}:${info.port}`)
}) as Server
server.on('error', (error: NodeJS.ErrnoException) => {
  const inUse = `Port ${config.port} is in use. Set PORT to another one, or to 0 for any free one.`
  console.error(error.code === 'EADDRINUSE' ? inUse : error.message)
  process.exit(1)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

/** Takes no more, lets what runs finish, and goes. */
function stop() {
  program.drain()
  server.close(async () => {
    await program.close()
    process.exit(0)
  })
  setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref()
}

function describe({ openai, workflowId, databasePath, host }: Config, port: number): string {
  const model = openai ? `${openai.model}${openai.baseURL ? ` at ${openai.baseURL}` : ''}` : undefined
  const answers = workflowId
    ? `the workflow ${workflowId}, hosted by OpenAI`
    : (model ?? 'the built-in assistant; set OPENAI_API_KEY for a model')
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return [
    `  todo-chat   http://${shown}:${port}`,
    `  answers     ${answers}`,
    `  data        ${resolve(databasePath)}`,
  ].join('\n')
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(`todo-chat cannot start:\n${error.message}`)
    process.exit(1)
  }
}
