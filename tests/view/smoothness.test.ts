import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LONGEST_MS, sayMuch, seedLongThread } from './long-answer.ts'
import { type Task, watchTasks } from './main-thread.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

const ITEMS = 1000
const ROUNDS = 3
const STRETCHES = 50
/** What is drawn in one go is a few items, or a few blocks of an answer; a long answer has thousands of elements. */
const MOST_STYLED = 200

useChat(sayMuch)

/** A chat with a thread of so many items. */
async function openThread(count: number) {
  const id = seedLongThread(server, count)
  const opened = await openChat(browser, server, { initialThread: id, threadItemActions: { feedback: true } })
  const { page } = opened
  await page.getByText(`question ${count / 2 - 1}`, { exact: true }).waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    ...opened,
    /** How many items are drawn, and what the first and the last question among them say. */
    drawn,
    /** Scrolls as fast as a reader can, until a question is drawn. */
    async scrollTo(index: number, step: number) {
      await page.locator('.scroller').hover()
      for (let isThere = false; !isThere; await wait(16)) {
        await page.mouse.wheel(0, step)
        const { first, last } = await drawn()
        isThere = (step < 0 ? first : last) === `question ${index}`
      }
    },
    /** Sends a message, and waits for the end of the answer. Gives the seconds that scripts took. */
    async stream() {
      const before = await scriptSeconds()
      await opened.say('go on')
      await page.getByRole('button', { name: 'Stop answering' }).waitFor()
      await page.getByRole('button', { name: 'Send message' }).waitFor({ timeout: 90_000 })
      return (await scriptSeconds()) - before
    },
  }
  async function scriptSeconds() {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
  }
  // Locators look at the text of everything, which would be the longest task of all.
  function drawn() {
    return page.evaluate(() => {
      const { shadowRoot } = (window as unknown as ChatWindow).chat
      const bubbles = shadowRoot?.querySelectorAll('.bubble') ?? []
      const [first, last] = [bubbles[0], bubbles[bubbles.length - 1]].map((bubble) => bubble?.textContent)
      return { count: shadowRoot?.querySelectorAll('.item').length, first, last }
    })
  }
}

/**
 * Does the same up to so many times, and gives the tasks that took long each time, as milliseconds by stretch: a
 * garbage collection or a neighbour makes a task long now and then, what is ours is long always. With more to do than
 * it has cores for a machine is slower, in CPU time too; what a task has to do is the same, and counted without mercy.
 */
async function longTasks(round: () => Promise<Task[]>): Promise<Map<number, number>> {
  let long = new Map<number, number>()
  for (let done = 0; done < ROUNDS; done++) {
    const now = new Map<number, number>()
    const tasks = await round()
    expect(Math.max(...tasks.map(({ styled }) => styled))).toBeLessThan(MOST_STYLED)
    const crowd = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
    for (const { at, ms } of tasks) {
      const stretch = Math.min(STRETCHES - 1, Math.floor(at * STRETCHES))
      const isLong = ms > LONGEST_MS * crowd && (done === 0 || long.has(stretch))
      if (isLong) now.set(stretch, Math.max(ms, now.get(stretch) ?? 0))
    }
    long = now
    if (long.size === 0) break
  }
  return long
}

test('a thread of 1,000 items is read to its beginning and back without a long task', {
  timeout: 300_000,
}, async () => {
  const long = await longTasks(async () => {
    const { page, drawn, scrollTo } = await openThread(ITEMS)
    const tasks = await watchTasks(browser, page, async () => {
      await scrollTo(0, -1500)
      expect((await drawn()).count).toBeLessThan(120)
      await scrollTo(ITEMS / 2 - 1, 1500)
    })
    expect((await drawn()).count).toBeLessThan(120)
    await page.context().close()
    return tasks
  })
  expect(long).toEqual(new Map())
})

test('an answer of 2,000 deltas comes in without a long task, and costs as much in a long thread as in a short one', {
  timeout: 300_000,
}, async () => {
  const least = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY }
  const long = await longTasks(async () => {
    const few = await openThread(2)
    least.short = Math.min(least.short, await few.stream())
    const many = await openThread(ITEMS)
    const tasks = await watchTasks(browser, many.page, async () => {
      least.long = Math.min(least.long, await many.stream())
    })
    await Promise.all([few, many].map(({ page }) => page.context().close()))
    return tasks
  })
  console.log(
    `2,000 deltas: ${least.short.toFixed(2)} s of script after 2 items, ${least.long.toFixed(2)} s after ${ITEMS}`,
  )
  expect(long).toEqual(new Map())
  expect(least.long / least.short).toBeLessThan(1.5)
})
