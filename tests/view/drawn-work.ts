import type { Browser, Page } from 'playwright-core'

/** What the browser did to draw, counted: the same on any machine, however busy it is. */
export interface DrawnWork {
  /** How many elements had their styles found. */
  styled: number
  /** How many boxes had to be laid out. */
  laidOut: number
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** In microseconds. */
  ts: number
  dur?: number
  args?: { elementCount?: number; beginData?: { dirtyObjects?: number } }
}

/** Gives what each task of a page has drawn while something ran. */
export async function watchDrawing(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
): Promise<DrawnWork[]> {
  await browser.startTracing(page, {
    categories: ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  let written: Buffer | undefined
  try {
    // Tells which of all threads it is.
    await page.evaluate(() => void performance.mark('watched'))
    await run()
  } finally {
    written = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(written.toString()) as { traceEvents: TraceEvent[] }
  const mark = traceEvents.find(({ name }) => name === 'watched')
  if (!mark) throw new Error('The trace of the browser does not have the mark of the page.')
  const own = traceEvents.filter(({ pid, tid, ts }) => pid === mark.pid && tid === mark.tid && ts > mark.ts)
  const [styles, layouts] = ['UpdateLayoutTree', 'Layout'].map((kind) =>
    own.filter(({ name }) => name === kind),
  ) as [TraceEvent[], TraceEvent[]]
  return own
    .filter(({ name }) => name === 'RunTask')
    .map(({ ts, dur = 0 }) => {
      const sum = (events: TraceEvent[], count: (event: TraceEvent) => number | undefined) =>
        events
          .filter((event) => event.ts >= ts && event.ts < ts + dur)
          .reduce((total, event) => total + (count(event) ?? 0), 0)
      return {
        styled: sum(styles, ({ args }) => args?.elementCount),
        laidOut: sum(layouts, ({ args }) => args?.beginData?.dirtyObjects),
      }
    })
}
