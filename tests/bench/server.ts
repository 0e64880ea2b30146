import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { post, timed } from './load.ts'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'
import { median, printTable, type Row } from './table.ts'

/** Events of all streams of one measurement together, about; but no answer is shorter than a short one. */
const EVENTS = 24_000
const LEAST_WORDS = 300
const THREADS = [100, 100_000] as const
const LIST = JSON.stringify({ type: 'threads.list', params: { limit: 20 } })

interface Both {
  ours: MeasuredProcess
  bare: MeasuredProcess
  tokens: string[]
}

/** What the server costs beside a program that does the least possible. */
export async function benchServer(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chat-bench-'))
  const ours = await startMeasured('./chat-server.ts', { BENCH_DATABASE: join(folder, 'bench.db') })
  const bare = await startMeasured('./bare-server.ts')
  try {
    const tokens = await sessions(ours, 256)
    const both = { ours, bare, tokens }
    const rows: Row[] = []
    await streams(both, 16, 8_000)
    for (const count of [1, 16, 64, 256]) rows.push(...(await streams(both, count, EVENTS)))
    const groups: [string, Row[]][] = [
      ['Streams, as fast as the model', rows],
      ['First event', [await firstEvent(both)]],
      ['Sessions', [await sessionRate(both)]],
      ['Lists of 20', await lists(both, join(folder, 'bench.db'))],
    ]
    for (const [title, group] of groups) printTable(title, group)
    return groups.every(([, group]) => group.every(({ goal }) => goal?.met !== false))
  } finally {
    await Promise.all([ours.end(), bare.end()])
    await rm(folder, { recursive: true, force: true })
  }
}

async function sessions({ url }: MeasuredProcess, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => post(`${url}/api/chatkit/session`, '{}', '', true)),
  )
  return answers.map(({ text }) => (JSON.parse(text) as { client_secret: string }).client_secret)
}

const order = (words: number, pauseMs: number) =>
  JSON.stringify({
    type: 'threads.create',
    params: {
      input: {
        content: [{ type: 'input_text', text: `Say ${words} words, one every ${pauseMs} ms` }],
        attachments: [],
        inference_options: {},
      },
    },
  })

/** Frames a stream has beside its words: thread, message, options, added, part, done twice, title. */
const framesOf = (text: string) => text.split('\n\n').length - 1

async function streams({ ours, bare, tokens }: Both, count: number, events: number): Promise<Row[]> {
  const words = Math.max(Math.ceil(events / count), LEAST_WORDS)
  const body = order(words, 0)
  const message = `${ours.url}/api/chatkit/message`
  const sample = await post(message, order(50, 0), tokens[0], true)
  if (sample.status !== 200) throw new Error(`The server answers ${sample.status}: ${sample.text}`)
  const extra = framesOf(sample.text) - 50
  const frames = words + extra
  const wordBytes = sample.text.split('\n\n').find((frame) => frame.includes('"word "'))?.length ?? 0
  const bareUrl = `${bare.url}/stream?events=${frames}&bytes=${wordBytes + 2}`

  // Words alone: the title comes when it comes, and may be told together with another change of the thread.
  const hasWords = (text: string) =>
    text.split('"delta":"word "').length - 1 === words && text.endsWith('}}\n\n')
  async function measure(
    process: MeasuredProcess,
    run: (index: number) => ReturnType<typeof post>,
    isWhole: (text: string) => boolean,
  ) {
    const before = await process.cpu()
    let lost = 0
    const ms = await timed(count, count, async (index) => {
      const { status, text } = await run(index)
      if (status !== 200 || !isWhole(text)) lost++
    })
    const cpu = (await process.cpu()) - before
    return { perSecond: (frames * count) / (ms / 1000), cpu: cpu / (frames * count), lost }
  }
  // Turn by turn, so that what else the machine does falls on both.
  const rounds: Record<'ours' | 'bare', { perSecond: number; cpu: number; lost: number }>[] = []
  for (let round = 0; round < 3; round++) {
    rounds.push({
      ours: await measure(ours, (index) => post(message, body, tokens[index], true), hasWords),
      bare: await measure(
        bare,
        () => post(bareUrl, '', '', true),
        (text) => framesOf(text) === frames,
      ),
    })
  }
  const of = (who: 'ours' | 'bare', what: 'perSecond' | 'cpu') =>
    median(rounds.map((round) => round[who][what]))
  const lost = rounds.reduce((sum, round) => sum + round.ours.lost, 0)
  const rate = { ours: of('ours', 'perSecond'), bare: of('bare', 'perSecond') }
  return [
    {
      what: `${count} at once, events`,
      ...rate,
      unit: '/s',
      better: 'more',
      goal: {
        text: `at least 0.5×, none lost${lost ? ` (${lost} lost)` : ''}`,
        met: rate.ours / rate.bare >= 0.5 && lost === 0,
      },
    },
    {
      what: `${count} at once, CPU of an event`,
      ours: of('ours', 'cpu'),
      bare: of('bare', 'cpu'),
      unit: 'µs',
      better: 'less',
    },
  ]
}

/** From the request to the model's first word here, of a model that needs no time, each with nothing else to do. */
async function firstEvent({ ours, bare, tokens }: Both): Promise<Row> {
  const taken: number[] = []
  const least: number[] = []
  for (let round = 0; round < 100; round++) {
    const message = `${ours.url}/api/chatkit/message`
    taken.push((await post(message, order(1, 0), tokens[round], false, '"delta"')).markMs)
    least.push((await post(`${bare.url}/stream?events=1&bytes=200`, '')).markMs)
  }
  const added = median(taken)
  return {
    what: 'until the first word, beside the time of the model',
    ours: added,
    bare: median(least),
    unit: 'ms',
    better: 'less',
    goal: { text: 'at most 5 ms', met: added <= 5 },
  }
}

async function sessionRate({ ours, bare }: Both): Promise<Row> {
  const rate = async (url: string) => 3000 / ((await timed(3000, 16, () => post(url, '{}'))) / 1000)
  const rounds = []
  for (let round = 0; round < 3; round++) {
    rounds.push({
      ours: await rate(`${ours.url}/api/chatkit/session`),
      bare: await rate(`${bare.url}/session`),
    })
  }
  return {
    what: 'session tokens, 16 at once',
    ours: median(rounds.map((round) => round.ours)),
    bare: median(rounds.map((round) => round.bare)),
    unit: '/s',
    better: 'more',
  }
}

async function lists({ ours, bare, tokens }: Both, path: string): Promise<Row[]> {
  const latencies: number[] = []
  const rows: Row[] = []
  for (const [index, count] of THREADS.entries()) {
    const token = tokens[index] ?? ''
    fillThreads(path, userOf(token), count)
    const { text } = await post(`${ours.url}/api/chatkit/message`, LIST, token, true)
    const measure = async (url: string, body: string) => {
      const taken: number[] = []
      await timed(600, 1, async () => {
        const started = performance.now()
        await post(url, body, token)
        taken.push(performance.now() - started)
      })
      return median(taken.slice(100))
    }
    const latency = await measure(`${ours.url}/api/chatkit/message`, LIST)
    latencies.push(latency)
    const grown = latency / (latencies[0] ?? latency)
    rows.push({
      what: `of ${count.toLocaleString('en')} threads`,
      ours: latency,
      bare: await measure(`${bare.url}/list`, text),
      unit: 'ms',
      better: 'less',
      ...(index === 0
        ? {}
        : { goal: { text: `at most 1.5× of 100 threads (${grown.toFixed(2)}×)`, met: grown <= 1.5 } }),
    })
  }
  return rows
}

const userOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub

/** Straight into the tables: the server would need minutes for it. */
function fillThreads(path: string, userId: string, count: number): void {
  const database = new DatabaseSync(path)
  database.exec('begin')
  const insert = database.prepare('insert into threads (user_id, id, body) values (?, ?, ?)')
  for (let index = 0; index < count; index++) {
    const id = `thr_${index.toString(16).padStart(24, '0')}`
    const thread = {
      id,
      title: `Thread ${index}`,
      created_at: new Date().toISOString(),
      status: { type: 'active' },
      metadata: {},
    }
    insert.run(userId, id, JSON.stringify(thread))
  }
  database.exec('commit')
  database.close()
}
