/** How long a stream may be silent before it says that it is alive, in milliseconds. */
const KEEP_ALIVE_MS = 15_000

/**
 * Streams events as `text/event-stream`, one JSON object per `data:` line. When the reader leaves, or the server is
 * about to go, the signal aborts and the events are ended.
 */
export function sse<T>(
  start: (signal: AbortSignal) => AsyncIterable<T>,
  {
    keepAliveMs = KEEP_ALIVE_MS,
    shutdown,
  }: { keepAliveMs?: number; shutdown?: AbortSignal | undefined } = {},
): Response {
  const encoder = new TextEncoder()
  const reader = new AbortController()
  const signal = shutdown ? AbortSignal.any([reader.signal, shutdown]) : reader.signal
  const events = start(signal)[Symbol.asyncIterator]()
  let keepAlive: ReturnType<typeof setInterval> | undefined
  let silent = true

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      keepAlive = setInterval(() => {
        // One line feed: with two, the parser of ChatKit.js sees a message without data.
        if (silent && (controller.desiredSize ?? 0) >= 0) controller.enqueue(encoder.encode(': ping\n'))
        silent = true
      }, keepAliveMs)
    },
    async pull(controller) {
      try {
        const next = await events.next()
        silent = false
        if (next.done) {
          clearInterval(keepAlive)
          controller.close()
        } else controller.enqueue(encoder.encode(`data: ${JSON.stringify(next.value)}\n\n`))
      } catch (error) {
        clearInterval(keepAlive)
        throw error
      }
    },
    // Abort first: return() waits for the pending next(), which may be waiting on the model.
    async cancel(reason) {
      clearInterval(keepAlive)
      reader.abort(reason)
      await events.return?.()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      // nginx holds a stream back until its buffer is full, unless it is told not to.
      'x-accel-buffering': 'no',
    },
  })
}
