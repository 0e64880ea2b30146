import { expect, test } from 'vitest'
import { sse } from '../../server/sse.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The chunks of an answer, each with the time it came. */
async function chunksOf(response: Response): Promise<{ text: string; at: number }[]> {
  const chunks: { text: string; at: number }[] = []
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    chunks.push({ text: decoder.decode(chunk), at: performance.now() })
  }
  return chunks
}

/** 64 leave at once, and two each millisecond; what waits every eight, or a little less; the last when a stream ends. */
const mostChunks = (streams: number, ms: number) => 64 + 2 * ms + streams * (ms / 7 + 1)

const framesIn = (text: string) => text.split('\n\n').slice(0, -1)

test('what comes at once leaves in few chunks, whole and in order', async () => {
  const started = performance.now()
  const chunks = await chunksOf(
    sse(async function* () {
      for (let index = 0; index < 500; index++) yield { index }
    }),
  )
  const frames = framesIn(chunks.map(({ text }) => text).join(''))
  expect(frames).toEqual(Array.from({ length: 500 }, (_, index) => `data: {"index":${index}}`))
  for (const { text } of chunks) expect(text.endsWith('\n\n')).toBe(true)
  expect(chunks.length).toBeLessThan(mostChunks(1, performance.now() - started))
})

test('what many streams have to say faster than it can leave goes together, every eight milliseconds', async () => {
  const started = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      chunksOf(
        sse(async function* () {
          for (let index = 0; performance.now() - started < 400; index++) {
            await pause(1)
            yield { index }
          }
        }),
      ),
    ),
  )
  expect(answers.flat().length).toBeLessThan(mostChunks(20, performance.now() - started))
  for (const chunks of answers) {
    const frames = framesIn(chunks.map(({ text }) => text).join(''))
    expect(frames).toEqual(frames.map((_, index) => `data: {"index":${index}}`))
  }
})

test('a word after a pause is a chunk of its own, and waits for no other', async () => {
  const yielded: number[] = []
  const chunks = await chunksOf(
    sse(async function* () {
      for (let index = 0; index < 8; index++) {
        await pause(40)
        yielded.push(performance.now())
        yield { index }
      }
    }),
  )
  expect(chunks.map(({ text }) => framesIn(text).length)).toEqual(Array(8).fill(1))
  const delays = chunks.map(({ at }, index) => at - (yielded[index] ?? 0)).sort((a, b) => a - b)
  expect(delays[4]).toBeLessThan(10)
})

test('a reader who is slow is not read for, and one who leaves ends the events', async () => {
  let made = 0
  const ended = Promise.withResolvers<void>()
  const response = sse(async function* (signal) {
    try {
      while (!signal.aborted) {
        made++
        yield { text: 'x'.repeat(1000) }
      }
    } finally {
      ended.resolve()
    }
  })
  await pause(100)
  const waiting = made
  expect(waiting).toBeLessThan(200)
  await pause(100)
  expect(made).toBe(waiting)
  await response.body?.cancel()
  await ended.promise
})

test('events that fail break the stream, after what came before', async () => {
  const response = sse(async function* () {
    yield { index: 0 }
    throw new Error('broken')
  })
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: {"index":0}\n\n')
  await expect(reader?.read()).rejects.toThrow('broken')
})

test('an event that JSON cannot hold is told of, and is the last', async () => {
  const ended = Promise.withResolvers<void>()
  const events = async function* (): AsyncGenerator<object> {
    try {
      yield { index: 0 }
      yield { index: 1n }
      yield { index: 2 }
    } finally {
      ended.resolve()
    }
  }
  const failed = (error: unknown) => ({ why: String(error).slice(0, 9) })
  const chunks = await chunksOf(sse(events, { failed }))
  const text = chunks.map((chunk) => chunk.text).join('')
  expect(framesIn(text)).toEqual(['data: {"index":0}', 'data: {"why":"TypeError"}'])
  await ended.promise
  await expect(chunksOf(sse(events))).rejects.toThrow(TypeError)
})

test('what waits to leave together with more is read before the stream breaks', async () => {
  const response = sse(async function* () {
    for (let index = 0; index < 12; index++) yield { index }
    // Whoever reads has taken those that left at once.
    await pause(2)
    throw new Error('broken')
  })
  let text = ''
  const decoder = new TextDecoder()
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk)
  })()
  await expect(reading).rejects.toThrow('broken')
  expect(framesIn(text)).toHaveLength(12)
})

test('a stream that begins when the server is about to go is ended as well', async () => {
  const shutdown = new AbortController()
  shutdown.abort()
  const response = sse(
    async function* (signal) {
      yield { aborted: signal.aborted }
    },
    { shutdown: shutdown.signal },
  )
  expect(framesIn(await response.text())).toEqual(['data: {"aborted":true}'])
})

test('a server that is about to go ends the events, and closes the stream cleanly', async () => {
  const shutdown = new AbortController()
  const response = sse(
    async function* (signal) {
      yield { index: 0 }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      yield { index: 1 }
    },
    { shutdown: shutdown.signal },
  )
  setTimeout(() => shutdown.abort(), 30)
  expect(framesIn(await response.text())).toEqual(['data: {"index":0}', 'data: {"index":1}'])
})

test('a stream says that it is alive before it was silent for longer than it may be', async () => {
  let at = 0
  const response = sse(
    async function* (signal) {
      await pause(100)
      at = performance.now()
      yield { index: 0 }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    },
    { keepAliveMs: 400 },
  )
  const reader = response.body?.getReader()
  const next = async () => new TextDecoder().decode((await reader?.read())?.value)
  expect(await next()).toBe('data: {"index":0}\n\n')
  expect(await next()).toBe(': ping\n')
  // By its own measure at 400; a busy machine is late.
  expect(performance.now() - at).toBeLessThan(600)
  await reader?.cancel()
})
