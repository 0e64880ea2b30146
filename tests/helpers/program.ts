import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningProgram {
  /** Such as `http://127.0.0.1:41234`. */
  url: string
  /** Everything it printed. */
  output: () => string
  /** Sends it a signal that it goes on after, such as `SIGSTOP`. */
  signal: (name: NodeJS.Signals) => void
  /** Ends it and resolves with its exit code; `null` when the signal killed it. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Files in memory, where there are such: what others write to the disk then slows nothing down. */
const MEMORY = '/dev/shm'

/** A new empty folder for data, and how to be rid of it. */
export async function dataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'todo-chat-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Starts the built program as a user would, on a free port, and waits until it can answer. */
export async function startProgram(env: Record<string, string>): Promise<RunningProgram> {
  const { child, output } = spawnProgram(env)
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /listening on (http:\S+)/.exec(output())?.[1]
      if (found) resolve(found)
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${output()}`)))
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    url,
    output,
    signal: (name) => child.kill(name),
    end(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

/** Starts the program on new data; both are gone when what is added to the list has been called. */
export async function startOnOwnData(
  closing: (() => Promise<unknown>)[],
  env: Record<string, string>,
): Promise<RunningProgram> {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const program = await startProgram({ DATABASE_URL: `file:${join(folder.path, 'todo.db')}`, ...env })
  closing.push(() => program.end('SIGKILL'))
  return program
}

/** Starts the program where it is expected to end by itself. */
export async function runProgram(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnProgram(env)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output: output() }
}

function spawnProgram(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const inherited = { PATH: process.env.PATH ?? '', SystemRoot: process.env.SystemRoot ?? '' }
  const child = spawn(process.execPath, ['dist/server/main.js'], { env: { ...inherited, PORT: '0', ...env } })
  let printed = ''
  const collect = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  return { child, output: () => printed }
}
