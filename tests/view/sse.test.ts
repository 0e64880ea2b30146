import { describe, expect, test } from 'vitest'
import { readEvents, SseParser } from '../../widget/view/sse.ts'

const STREAM =
  'data: {"a":"Grüße, 世界 🎉"}\n\n: ping\ndata: one\ndata:two\n\nevent: x\nid: 7\ndata: last\n\n'
const EVENTS = ['{"a":"Grüße, 世界 🎉"}', 'one\ntwo', 'last']

function bodyOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

async function read(...chunks: Uint8Array[]): Promise<string[]> {
  const events: string[] = []
  for await (const event of readEvents(bodyOf(...chunks))) events.push(event)
  return events
}

describe('reading an event stream', () => {
  const bytes = new TextEncoder().encode(STREAM)

  test('gives the same events wherever the stream is cut in two', async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await read(bytes.slice(0, cut), bytes.slice(cut)), `cut at byte ${cut}`).toEqual(EVENTS)
    }
  })

  test('gives the same events byte by byte, with any kind of line end', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const encoded = new TextEncoder().encode(STREAM.replaceAll('\n', end))
      const chunks = [...encoded].map((byte) => Uint8Array.of(byte))
      expect(await read(...chunks), JSON.stringify(end)).toEqual(EVENTS)
    }
  })

  test('ignores comments between events, alone and with a blank line', () => {
    const parser = new SseParser()
    expect(parser.push(': ping\n')).toEqual([])
    expect(parser.push(': ping\n\n')).toEqual([])
    expect(parser.push('data: x\n: ping\n\n')).toEqual(['x'])
  })

  test('drops a last event that was cut off', async () => {
    expect(await read(new TextEncoder().encode('data: whole\n\ndata: half\n'))).toEqual(['whole'])
  })

  test('lets the body go when its reader leaves', async () => {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => {
        isCancelled = true
      },
    })
    for await (const event of readEvents(body)) if (event) break
    expect(isCancelled).toBe(true)
  })
})
