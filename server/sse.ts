/** How long a stream may be silent before it says that it is alive, in milliseconds. */
const KEEP_ALIVE_MS = 15_000
/** How often in that time it is looked whether a stream is silent: to measure from every frame would cost more. */
const LOOKS = 4
/**
 * Chunks that may leave at once, of all streams together, and how many more each millisecond. A chunk costs more than
 * the words in it, and most when its reader sleeps: what is more than that waits a moment, and leaves together.
 */
const AT_ONCE = 64
const MORE_EACH_MS = 2
/**
 * Milliseconds from one moment at which waiting chunks leave to the next, the same moments for all streams; every other
 * moment for those that come when `AT_ONCE` streams wait already.
 */
const TOGETHER_MS = 8
/** So much of it does not wait for more, in characters. */
const MAX_TOGETHER = 16 * 1024
/** How much may wait for a slow reader before no more is asked for, in bytes. */
const MAX_WAITING = 64 * 1024

export interface SseOptions<T> {
  keepAliveMs?: number
  /** Aborts when the server is about to go. */
  shutdown?: AbortSignal | undefined
  /** Makes the event that is sent in place of one that JSON cannot hold, and is the last. Default: the stream breaks. */
  failed?: (error: unknown) => T
}

/**
 * Streams events as `text/event-stream`, one JSON object per `data:` line. When the reader leaves, or the server is
 * about to go, the signal aborts and the events are ended.
 */
export function sse<T>(
  start: (signal: AbortSignal) => AsyncIterable<T>,
  { keepAliveMs = KEEP_ALIVE_MS, shutdown, failed }: SseOptions<T> = {},
): Response {
  const reader = new AbortController()
  const { signal } = reader
  const end = () => reader.abort(shutdown?.reason)
  shutdown?.addEventListener('abort', end)
  if (shutdown?.aborted) end()
  let ended: Promise<void> = Promise.resolve()
  let resume = () => {}
  let frames: ReturnType<typeof frameWriter>

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        frames = frameWriter(controller, keepAliveMs)
        const isFull = () => (controller.desiredSize ?? 0) <= 0
        const pump = async () => {
          for await (const event of start(signal)) {
            try {
              frames.write(frameOf(event))
            } catch (error) {
              if (!failed) throw error
              return frames.write(frameOf(failed(error)))
            }
            if (isFull() && !signal.aborted) {
              await new Promise<void>((resolve) => {
                resume = resolve
              })
            }
          }
        }
        ended = pump()
          .then(
            () => frames.end(),
            (error) => frames.fail(error),
          )
          .finally(() => shutdown?.removeEventListener('abort', end))
      },
      pull: () => resume(),
      // Abort first: the events wait for the model, or for this reader.
      async cancel(reason) {
        frames.drop()
        reader.abort(reason)
        resume()
        await ended
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING }),
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      // nginx holds a stream back until its buffer is full, unless it is told not to.
      'x-accel-buffering': 'no',
    },
  })
}

const budget = { left: AT_ONCE, countedAt: performance.now() }
/** How many streams wait. */
let waitingStreams = 0

/** Takes one of the chunks that may leave at once. Gives false when there is none left. */
function mayLeaveAtOnce(): boolean {
  const now = performance.now()
  budget.left = Math.min(AT_ONCE, budget.left + (now - budget.countedAt) * MORE_EACH_MS)
  budget.countedAt = now
  if (budget.left < 1) return false
  budget.left--
  return true
}

const frameOf = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`

/** Writes frames: each at once, or together while there are more of them than need a chunk of their own. */
function frameWriter(controller: ReadableStreamDefaultController<Uint8Array>, keepAliveMs: number) {
  const encoder = new TextEncoder()
  let waiting = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let silentFor = 0
  let isOver = false

  function wait() {
    const apart = waitingStreams < AT_ONCE ? TOGETHER_MS : 2 * TOGETHER_MS
    timer = setTimeout(leave, Math.ceil(apart - (performance.now() % apart)))
    waitingStreams++
  }
  function stopWaiting() {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    waitingStreams--
  }
  function leave() {
    stopWaiting()
    if (waiting === '' || isOver) return
    controller.enqueue(encoder.encode(waiting))
    waiting = ''
    silentFor = 0
  }
  const keepAlive = setInterval(() => {
    if (++silentFor < LOOKS) return
    silentFor = 0
    // One line feed: with two, the parser of ChatKit.js sees a message without data.
    if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': ping\n'))
  }, keepAliveMs / LOOKS)
  const finish = (close: () => void) => {
    if (isOver) return
    isOver = true
    clearInterval(keepAlive)
    stopWaiting()
    close()
  }

  return {
    write(frame: string) {
      waiting += frame
      if (waiting.length >= MAX_TOGETHER) leave()
      else if (timer !== undefined) return
      else if (mayLeaveAtOnce()) leave()
      else wait()
    },
    end() {
      leave()
      finish(() => controller.close())
    },
    fail(error: unknown) {
      leave()
      finish(() => controller.error(error))
    },
    /** Nobody reads any more. */
    drop: () => finish(() => {}),
  }
}
