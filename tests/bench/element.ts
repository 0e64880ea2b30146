import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { rollup } from 'rollup'
import ts from 'typescript'
import { launchBrowser } from '../helpers/browser.ts'
import { page as htmlPage, type Site, script, startSite } from '../helpers/pages.ts'
import { LONG_TASK_MS, MARK_DOCUMENT, SLOW_DOWN, tasksBeforeOpening, watchMainThread } from './main-thread.ts'
import { median, printTable, type Row } from './table.ts'

const ROUNDS = 31

/** What is measured, and how a page says it. */
interface Subject {
  code: string
  tag: string
}

/** All times in milliseconds, the heap in bytes. */
interface Measured {
  evaluation: number
  ready: number
  heap: number
  /** Until the frame with the panel was painted, as the visitor waits for it. */
  click: number
  /** What the main thread did of that. */
  clickWork: number
  blocking: number
}

const ATTRIBUTES = { heading: 'Todo assistant', placeholder: 'Ask us', 'chatkit-src': '/chatkit.js' }
/** A hand is on the launcher for longer before it clicks; what is loaded ahead meanwhile is there. */
const POINTING_MS = 100
const WINDOW = { width: 1280, height: 800 }
// Both have it in the corner.
const LAUNCHER = [WINDOW.width - 40, WINDOW.height - 40] as const

/** What the element costs beside the least that Lit can do: 15 attributes, a launcher and a dialog. */
export async function benchElement(): Promise<boolean> {
  const ours = { code: await readFile('dist/todo-chat.js', 'utf8'), tag: 'todo-chat' }
  const bare = { code: await bareBundle(), tag: 'bare-element' }
  const sizes = sizeRows(ours.code, bare.code)
  const site = await startSite()
  const browser = await launchBrowser()
  try {
    const costs = await costRows(browser, site, ours, bare)
    printTable('Bundle', sizes)
    printTable(`Cost in the page, median of ${ROUNDS}`, costs)
    return [...sizes, ...costs].every(({ goal }) => goal?.met !== false)
  } finally {
    await browser.close()
    await site.close()
  }
}

/** The bare element as a site would build it. */
async function bareBundle(): Promise<string> {
  const input = fileURLToPath(new URL('bare-element.ts', import.meta.url))
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    useDefineForClassFields: true,
  }
  const withoutTypes = {
    name: 'without-types',
    transform: (code: string, id: string) =>
      id.endsWith('.ts') ? ts.transpileModule(code, { compilerOptions }).outputText : null,
  }
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true }), withoutTypes] })
  const { output } = await bundle.generate({
    format: 'iife',
    plugins: [terser({ ecma: 2022, module: true })],
  })
  return output[0].code
}

function sizeRows(ours: string, bare: string): Row[] {
  const row = (what: string, size: (code: string) => number, most?: number, why = ''): Row => ({
    what,
    ours: size(ours),
    bare: size(bare),
    unit: 'B',
    better: 'less',
    ...(most && { goal: { text: `at most ${most.toLocaleString('en')} B${why}`, met: size(ours) <= most } }),
  })
  const gzip = (code: string) => gzipSync(code, { level: 9 }).length
  return [
    row('raw', (code) => Buffer.byteLength(code)),
    row('gzip', gzip, 12_000, ', the limit'),
    row('gzip', gzip, 10_000),
    row('brotli', (code) => brotliCompressSync(code).length, 9000),
  ]
}

async function costRows(browser: Browser, site: Site, ours: Subject, bare: Subject): Promise<Row[]> {
  const rounds: Record<'ours' | 'bare', Measured>[] = []
  // Turn by turn, so that what else the machine does falls on both. The first turn warms up what both use.
  for (let round = 0; round <= ROUNDS; round++) {
    rounds.push({ ours: await measure(browser, site, ours), bare: await measure(browser, site, bare) })
  }
  rounds.shift()
  const row = (what: string, name: keyof Measured, unit: string, most?: number): Row => {
    const of = (who: 'ours' | 'bare') => median(rounds.map((round) => round[who][name]))
    const scale = unit === 'kB' ? 1024 : 1
    const goal = most && { text: `at most ${most.toFixed(1)}×`, met: of('ours') / of('bare') <= most }
    return {
      what,
      ours: of('ours') / scale,
      bare: of('bare') / scale,
      unit,
      better: 'less',
      ...(goal && { goal }),
    }
  }
  return [
    row('evaluation, CPU', 'evaluation', 'ms', 1.7),
    row('ready: from the script to a launcher that is laid out, CPU', 'ready', 'ms'),
    row('heap beside that of an empty page', 'heap', 'kB'),
    row('first click to paint, frames of 60 Hz', 'click', 'ms', 1),
    row('first click to paint, CPU', 'clickWork', 'ms'),
    blockingRow(rounds.map((round) => round.ours.blocking)),
  ]
}

/** What else the machine does makes tasks longer, never shorter: what is in every load is ours. */
function blockingRow(times: number[]): Row {
  const ours = Math.min(...times)
  const what = `blocking time before the chat is opened, CPU ${SLOW_DOWN}× slower, least of all`
  return { what, ours, unit: 'ms', better: 'less', goal: { text: '0 ms', met: ours === 0 } }
}

async function measure(browser: Browser, site: Site, subject: Subject): Promise<Measured> {
  const times = await inNewPage(browser, site, async (page) => {
    let click = 0
    const { marks } = await watchMainThread(browser, page, async () => {
      await page.evaluate(mount, { ...subject, attributes: ATTRIBUTES })
      click = await clickToPaint(page)
    })
    const between = (from: string, to: string) => (marks[to] ?? Number.NaN) - (marks[from] ?? Number.NaN)
    if (!(await page.locator(`${subject.tag} [part=panel]`).isVisible()))
      throw new Error(`${subject.tag} shows no panel.`)
    return {
      evaluation: between('started', 'evaluated'),
      ready: between('started', 'ready'),
      click,
      clickWork: between('clicked', 'painted'),
    }
  })
  const heap = await heapCost(browser, site, subject)
  return { ...times, heap, blocking: await blockingTime(browser, site, subject) }
}

/** In a page of its own: to collect garbage throws compiled code away, which a click would have to wait for. */
function heapCost(browser: Browser, site: Site, subject: Subject): Promise<number> {
  return inNewPage(browser, site, async (page, session) => {
    const empty = await heapOf(session)
    await page.evaluate(mount, { ...subject, attributes: ATTRIBUTES })
    return (await heapOf(session)) - empty
  })
}

async function inNewPage<T>(
  browser: Browser,
  site: Site,
  run: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  site.routes['/'] = () => htmlPage('')
  // A process of its own, which has not seen the script before.
  const context = await browser.newContext({ viewport: WINDOW })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await page.goto(site.origin)
    return await run(page, session)
  } finally {
    await context.close()
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

/** Runs in the page: the script, then the element until its launcher stands there. */
async function mount({ code, tag, attributes }: Subject & { attributes: Record<string, string> }) {
  const script = document.createElement('script')
  script.textContent = code
  performance.mark('started')
  document.head.append(script)
  performance.mark('evaluated')
  const element = document.createElement(tag) as HTMLElementTagNameMap['todo-chat']
  for (const name in attributes) element.setAttribute(name, attributes[name] as string)
  document.body.append(element)
  await element.updateComplete
  const launcher = element.shadowRoot?.querySelector('[part=launcher]')
  if (!launcher?.getBoundingClientRect().width) throw new Error(`${tag} has no launcher.`)
  performance.mark('ready')
}

/** Clicks the launcher as a hand does, and waits until the frame that comes of it was painted. */
async function clickToPaint(page: Page): Promise<number> {
  await page.mouse.move(...LAUNCHER)
  await page.waitForTimeout(POINTING_MS)
  await page.evaluate(() => {
    const painted = new Promise((resolve) => {
      const begin = () => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          performance.mark('painted')
          resolve(performance.measure('click', 'clicked', 'painted').duration)
        }
        performance.mark('clicked')
        // A message that is sent before a frame is painted arrives after it.
        requestAnimationFrame(() => port2.postMessage(0))
      }
      addEventListener('click', begin, { capture: true, once: true })
    })
    Object.assign(window, { painted })
  })
  await page.mouse.down()
  await page.mouse.up()
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted)
}

/** By how much tasks are too long, together, before the chat is opened. */
async function blockingTime(browser: Browser, site: Site, { code, tag }: Subject): Promise<number> {
  site.routes['/subject.js'] = () => script(code)
  const body = `<${tag} chatkit-src="/chatkit.js"></${tag}>`
  const answer = htmlPage(body, `${MARK_DOCUMENT}<script src="/subject.js" defer></script>`)
  const tasks = await inNewPage(browser, site, (page) => {
    site.routes['/'] = () => answer
    return tasksBeforeOpening(browser, page, LAUNCHER)
  })
  return tasks.reduce((sum, duration) => sum + Math.max(0, duration * SLOW_DOWN - LONG_TASK_MS), 0)
}
