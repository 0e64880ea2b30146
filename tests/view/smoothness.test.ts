import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type DrawnWork, watchDrawing } from './drawn-work.ts'
import { sayMuch, seedLongThread } from './long-answer.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

// How long a task takes is shown by `npm run bench`; here it is counted what there is to do in one.

// `npm run bench` reads a thread of 1,000; so does this with the variable.
const ITEMS = Number(process.env.TODO_CHAT_THREAD_ITEMS ?? 400)
/** What is drawn in one go is a few items, or a few blocks of an answer; a long answer has thousands of elements. */
const MOST_STYLED = 120
const MOST_LAID_OUT = 240

useChat(sayMuch)

/** A chat with a thread of so many items. */
async function openThread(count: number) {
  const id = seedLongThread(server, count)
  const opened = await openChat(browser, server, { initialThread: id, threadItemActions: { feedback: true } })
  const { page } = opened
  await page.getByText(`question ${count / 2 - 1}`, { exact: true }).waitFor()
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
    /** Sends a message, and waits for the end of the answer. Gives what was drawn for it. */
    stream: () =>
      watchDrawing(browser, page, async () => {
        await opened.say('go on')
        await page.getByRole('button', { name: 'Stop answering' }).waitFor()
        await page.getByRole('button', { name: 'Send message' }).waitFor({ timeout: 90_000 })
      }),
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

function expectSmallTasks(tasks: readonly DrawnWork[]) {
  expect(tasks.length).toBeGreaterThan(100)
  expect(Math.max(...tasks.map(({ styled }) => styled))).toBeLessThan(MOST_STYLED)
  expect(Math.max(...tasks.map(({ laidOut }) => laidOut))).toBeLessThan(MOST_LAID_OUT)
}

test('a long thread is read to its beginning and back a few items at a time', {
  timeout: 120_000,
}, async () => {
  const { page, drawn, scrollTo } = await openThread(ITEMS)
  const tasks = await watchDrawing(browser, page, async () => {
    await scrollTo(0, -1500)
    expect((await drawn()).count).toBeLessThan(120)
    await scrollTo(ITEMS / 2 - 1, 1500)
  })
  expect((await drawn()).count).toBeLessThan(120)
  expectSmallTasks(tasks)
})

test('an answer of 2,000 deltas is drawn a few blocks at a time, in a long thread as in a short one', {
  timeout: 120_000,
}, async () => {
  const few = await (await openThread(2)).stream()
  const many = await (await openThread(ITEMS)).stream()
  expectSmallTasks(few)
  expectSmallTasks(many)
  const styled = (tasks: readonly DrawnWork[]) => tasks.reduce((sum, task) => sum + task.styled, 0)
  expect(styled(many) / styled(few)).toBeLessThan(1.2)
})

test('the faces of an answer are laid out before there is one, and nothing of that stays', async () => {
  const { page } = await openChat(browser, server)
  const { faces, left } = await page.evaluate(async () => {
    const chat = document.createElement('todo-chat-view') as unknown as ChatWindow['chat']
    const root = chat.shadowRoot as ShadowRoot
    const faces: string[] = []
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLElement && node.matches('.md.hidden > *')) faces.push(node.localName)
    }).observe(root, { childList: true, subtree: true })
    chat.setOptions({ api: { url: '/chatkit', domainKey: 'local' } })
    document.querySelector('#elsewhere')?.append(chat)
    while (faces.length < 4) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => requestIdleCallback(resolve))
    await new Promise((resolve) => setTimeout(resolve))
    return { faces, left: root.querySelectorAll('.md').length }
  })
  expect(faces).toEqual(['code', 'h4', 'strong', 'em'])
  expect(left).toBe(0)
})
