import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { PDF, PNG } from '../helpers/files.ts'
import type { ChatWindow, OpenChat } from './open-chat.ts'
import { openRealChat, type RealChat, startRealChat } from './real-chat.ts'

let browser: Browser
let chat: RealChat
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  chat = await startRealChat()
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await chat.close()
})

const picture = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }
const paper = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) }
const composer = { attachments: { enabled: true } }

async function pick({ page }: OpenChat, files: (typeof picture)[]) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach files' }).click(),
  ])
  await chooser.setFiles(files)
}
const requestsOf = (type: string) => chat.requests.filter((request) => request.type === type)
const idsIn = (request = { params: {} } as RealChat['requests'][number]) =>
  (request.params as { input: { attachments: string[] } }).input.attachments
/** Gives back a function that lets the uploads go on that are held until then. */
function holdUploads(method = 'POST'): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  chat.intercept = async (request) => {
    if (request.method === method && request.url.includes('/attachments')) await promise
    return undefined
  }
  return resolve
}

describe.each(['direct', 'two_phase'] as const)('a file, uploaded in a way that is %s', (upload) => {
  test('is picked, shown, sent with the message and shown in it', async () => {
    const opened = await openRealChat(browser, chat, { composer, upload })
    const { page, violations } = opened
    await pick(opened, [picture, paper])
    await page.locator('.upload[data-state=done]').nth(1).waitFor()
    await expect.poll(() => page.locator('.upload canvas').count()).toBe(1)
    await opened.composer.fill('Look at these')
    await opened.composer.press('Enter')
    await page.locator('.bubble', { hasText: 'Look at these' }).waitFor()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    const sent = requestsOf('threads.create')[0]
    expect(idsIn(sent)).toEqual([expect.stringMatching(/^atc_/), expect.stringMatching(/^atc_/)])
    expect(requestsOf('attachments.create').length).toBe(upload === 'direct' ? 0 : 2)
    const image = page.getByRole('img', { name: 'cat.png' })
    await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1)
    expect(await page.locator('.attached').innerText()).toContain('plan.pdf')
    await expect.poll(() => page.locator('.upload').count()).toBe(0)
    expect(await violations()).toEqual([])
  })

  test('is deleted on the server when it is taken away', async () => {
    const opened = await openRealChat(browser, chat, { composer, upload })
    await pick(opened, [paper])
    await opened.page.locator('.upload[data-state=done]').waitFor()
    await opened.page.getByRole('button', { name: 'Remove plan.pdf' }).click()
    await expect.poll(() => requestsOf('attachments.delete').length).toBe(1)
    await expect.poll(() => opened.page.locator('.upload').count()).toBe(0)
  })
})

describe('a message with files', () => {
  test('waits for them, says so, and goes by itself', async () => {
    const release = holdUploads()
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    await pick(opened, [paper])
    await page.getByRole('progressbar', { name: 'Uploading plan.pdf' }).waitFor()
    await opened.composer.fill('When it is there')
    await opened.composer.press('Enter')
    await page.getByRole('status').filter({ hasText: 'Sends as soon as the upload is finished' }).waitFor()
    expect(requestsOf('threads.create').length).toBe(0)
    release()
    await page.locator('.bubble', { hasText: 'When it is there' }).waitFor()
    expect(idsIn(requestsOf('threads.create')[0])?.length).toBe(1)
  })

  test('may be files alone', async () => {
    const opened = await openRealChat(browser, chat, { composer })
    await pick(opened, [paper])
    await opened.page.locator('.upload[data-state=done]').waitFor()
    await opened.page.getByRole('button', { name: 'Send message' }).click()
    await opened.page.locator('.attached').getByText('plan.pdf').waitFor()
    await expect.poll(() => opened.page.locator('.bubble').count()).toBe(0)
  })

  test('comes back with them when the server refuses it', async () => {
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    await pick(opened, [paper])
    await page.locator('.upload[data-state=done]').waitFor()
    chat.intercept = (request) =>
      request.url.endsWith('/message')
        ? Response.json({ message: 'Later, please.' }, { status: 429 })
        : undefined
    await opened.say('precious')
    await page.getByRole('alert').filter({ hasText: 'Later, please.' }).waitFor()
    expect(await opened.composer.inputValue()).toBe('precious')
    expect(await page.locator('.upload').innerText()).toContain('plan.pdf')
    chat.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.bubble', { hasText: 'precious' }).waitFor()
    const [first, second] = requestsOf('threads.create')
    expect(idsIn(second)).toEqual(idsIn(first))
  })

  test('keeps them for its thread while another one is on screen', async () => {
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    await opened.say('first')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await opened.composer.fill('half a')
    await pick(opened, [paper])
    await page.locator('.upload[data-state=done]').waitFor()
    const threadId = await page.evaluate(
      () => (window as unknown as ChatWindow).events.find(([name]) => name === 'thread.change')?.[1].threadId,
    )
    const go = (id: unknown) =>
      page.evaluate((to) => (window as unknown as ChatWindow).chat.setThreadId(to as string | null), id)
    await go(null)
    await expect.poll(() => opened.composer.inputValue()).toBe('')
    await expect.poll(() => page.locator('.upload').count()).toBe(0)
    await opened.composer.fill('for a new one')
    await go(threadId)
    await expect.poll(() => opened.composer.inputValue()).toBe('half a')
    await expect.poll(() => page.locator('.upload').count()).toBe(1)
    await go(null)
    await expect.poll(() => opened.composer.inputValue()).toBe('for a new one')
  })
})

describe('an upload that fails', () => {
  test('says which file it is and why, as long as it is there, whatever is attached next', async () => {
    chat.intercept = async (request) => {
      const isPlan =
        request.url.endsWith('/attachments') && (await request.clone().text()).includes('plan.pdf')
      return isPlan ? Response.json({ message: 'The disk is full.' }, { status: 503 }) : undefined
    }
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    const note = page.getByRole('alert').filter({ hasText: 'plan.pdf: The disk is full.' })
    await pick(opened, [paper])
    await note.waitFor()
    await pick(opened, [{ ...paper, name: 'other.pdf' }])
    await page.locator('.upload[data-state=done]').waitFor()
    expect(await note.isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Remove plan.pdf' }).click()
    await expect.poll(() => note.count()).toBe(0)
  })

  test('says why in the server’s words, and can be tried again', async () => {
    chat.intercept = (request) =>
      request.url.endsWith('/attachments')
        ? Response.json({ message: 'The disk is full.' }, { status: 503 })
        : undefined
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    await pick(opened, [paper])
    await page.getByRole('alert').filter({ hasText: 'The disk is full.' }).waitFor()
    await opened.composer.fill('not without it')
    expect(await page.getByRole('button', { name: 'Send message' }).isDisabled()).toBe(true)
    chat.intercept = undefined
    await page.getByRole('button', { name: 'Upload plan.pdf again' }).click()
    await page.locator('.upload[data-state=done]').waitFor()
    await expect.poll(() => page.locator('.composer-note').count()).toBe(0)
    await page.getByRole('button', { name: 'Send message' }).click()
    await page.locator('.bubble', { hasText: 'not without it' }).waitFor()
  })

  test('says so in our own words when nothing answers', async () => {
    const opened = await openRealChat(browser, chat, { composer, upload: 'two_phase' })
    await opened.page.route('**/attachments/**', (route) => route.abort())
    await pick(opened, [paper])
    await opened.page.getByRole('alert').filter({ hasText: 'plan.pdf could not be uploaded.' }).waitFor()
  })
})

describe('limits', () => {
  test.each([
    [{ maxSize: 40 }, 'plan.pdf is larger than 40 byte.'],
    [{ maxSize: { 'application/*': 40, '*': 1e6 } }, 'plan.pdf is larger than 40 byte.'],
    [{ accept: { 'image/*': ['.png'] } }, 'plan.pdf is of a kind that cannot be attached here.'],
  ])('of %j are told beside the composer, and the rest is attached', async (limits, words) => {
    const opened = await openRealChat(browser, chat, {
      composer: { attachments: { enabled: true, ...limits } },
    })
    const small = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('milk, bread') }
    await pick(opened, [paper, 'accept' in limits ? picture : small])
    await opened.page.getByRole('alert').filter({ hasText: words }).waitFor()
    await expect.poll(() => opened.page.locator('.upload').count()).toBe(1)
  })

  test('of how many files there may be are told too', async () => {
    const opened = await openRealChat(browser, chat, {
      composer: { attachments: { enabled: true, maxCount: 1 } },
    })
    await pick(opened, [paper, picture])
    await opened.page
      .getByRole('alert')
      .filter({ hasText: 'Maximum number of files in a message: 1.' })
      .waitFor()
    await expect.poll(() => opened.page.locator('.upload').count()).toBe(1)
  })
})

describe('files', () => {
  test('are taken when they are dropped and pasted', async () => {
    const opened = await openRealChat(browser, chat, { composer })
    const { page } = opened
    await page.evaluate(() => {
      const root = (window as unknown as ChatWindow).chat.shadowRoot as ShadowRoot
      const transfer = () => {
        const data = new DataTransfer()
        data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }))
        return data
      }
      const target = root.querySelector('.scroller') as HTMLElement
      const init = { bubbles: true, composed: true, cancelable: true, dataTransfer: transfer() }
      target.dispatchEvent(new DragEvent('dragover', init))
    })
    await page.getByText('Drop files here').waitFor()
    await page.evaluate(() => {
      const root = (window as unknown as ChatWindow).chat.shadowRoot as ShadowRoot
      const data = (name: string) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([name], name, { type: 'text/plain' }))
        return transfer
      }
      const init = { bubbles: true, composed: true, cancelable: true }
      root
        .querySelector('.scroller')
        ?.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data('dropped.txt') }))
      root
        .querySelector('textarea')
        ?.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data('pasted.txt') }))
    })
    await expect
      .poll(() => page.locator('.upload .clamped').allInnerTexts())
      .toEqual(['dropped.txt', 'pasted.txt'])
    await expect.poll(() => page.getByText('Drop files here').count()).toBe(0)
    await page.locator('.upload[data-state=done]').nth(1).waitFor()
  })

  test('are taken with the names that a Mac gives them, not when they picture the words that are pasted', async () => {
    const { page } = await openRealChat(browser, chat, { composer })
    const taken = await page.evaluate(() => {
      const root = (window as unknown as ChatWindow).chat.shadowRoot as ShadowRoot
      const paste = (name: string, text: string) => {
        const clipboardData = new DataTransfer()
        clipboardData.items.add(new File(['x'], name, { type: 'text/plain' }))
        clipboardData.setData('text/plain', text)
        const init = { bubbles: true, composed: true, cancelable: true, clipboardData }
        return root.querySelector('textarea')?.dispatchEvent(new ClipboardEvent('paste', init)) === false
      }
      return [paste('plan.txt', 'plan.txt'), paste('image.txt', 'Milk\t2\nBread\t1')]
    })
    expect(taken).toEqual([true, false])
    await expect.poll(() => page.locator('.upload .clamped').allInnerTexts()).toEqual(['plan.txt'])
  })

  test('are given by the page: those to upload, and those that are there already', async () => {
    const { page } = await openRealChat(browser, chat, { composer })
    await page.evaluate(() => {
      const { chat } = window as unknown as ChatWindow
      return chat.setComposerValue({
        text: 'both',
        files: [new File(['a'], 'given.txt', { type: 'text/plain' })],
      })
    })
    await page.locator('.upload[data-state=done]').waitFor()
    await page.getByRole('button', { name: 'Send message' }).click()
    await page.locator('.attached').getByText('given.txt').waitFor()
    const [id] = idsIn(requestsOf('threads.create')[0]) ?? []
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    const attachment = { type: 'file' as const, id: id as string, name: 'again.txt', mime_type: 'text/plain' }
    await page.evaluate(
      (given) =>
        (window as unknown as ChatWindow).chat.setComposerValue({ text: 'again', attachments: [given] }),
      attachment,
    )
    await page.locator('.upload', { hasText: 'again.txt' }).waitFor()
    await page.evaluate(
      (given) =>
        (window as unknown as ChatWindow).chat.sendUserMessage({ text: 'directly', attachments: [given] }),
      attachment,
    )
    expect(idsIn(requestsOf('threads.add_user_message')[0])).toEqual([id])
  })
})
