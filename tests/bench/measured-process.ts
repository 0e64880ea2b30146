import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface MeasuredProcess {
  url: string
  /** CPU time that it has used so far, in microseconds. */
  cpu(): Promise<number>
  end(): Promise<void>
}

/** A server in a process of its own, so that what it costs is its own. */
export async function startMeasured(
  file: string,
  env: Record<string, string> = {},
): Promise<MeasuredProcess> {
  const child = fork(new URL(file, import.meta.url), { env: { ...process.env, ...env } })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    url: `http://127.0.0.1:${port}`,
    async cpu() {
      child.send('cpu')
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }]
      return cpu.user + cpu.system
    },
    async end() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
