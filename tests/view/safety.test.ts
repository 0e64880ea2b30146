import { describe, expect, test } from 'vitest'
import { readDeeplink } from '../../widget/view/markdown/urls.ts'
import { streamText, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, openChat, server, useChat } from './open-chat.ts'

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
const HOSTILE = `<script>alert(1)</script> <img src=x onerror="alert(1)"> **bold**

<div onclick="alert(1)">block</div>

[script](javascript:alert(1)) [entity](javascript&#58;alert(1)) [data](data:text/html,x) [fine](https://example.com/a?b=1&amp;c=2)

[deep](chatkit-link://task?id=7) https://example.com/auto

Say <b onclick="alert(1)">inline</b> tags.

![tracker](http://example.com/pixel.gif) ![inline](${PIXEL}) ![elsewhere](https://evil.example/x.png)

- [x] done
- [ ] not done

| a | b |
| - | - |
| 1<br>2 | 3 |

\`\`\`html
<b>code</b> &amp;
\`\`\`
`

useChat(({ thread, text }) =>
  streamText(thread.id, text === 'hostile' ? HOSTILE.split(/(?<=\s)/) : ['**Fine**, thanks.']),
)

describe('an answer with hostile Markdown', () => {
  test('is drawn as text: no script, no markup, no link that should not be followed', async () => {
    const thread = seedThread(server, 'Hostile', [userMessage('earlier')])
    thread.allowed_image_domains = ['example.com']
    const { page, say, detailsOf, eventNames } = await openChat(browser, server, { initialThread: thread.id })
    await page.getByText('earlier').waitFor()
    await say('hostile')
    await expect.poll(eventNames).toContain('response.end')
    const md = page.locator('.md').last()
    await md.locator('pre').waitFor()

    expect(await md.locator('script, [onerror], [onclick], div[onclick]').count()).toBe(0)
    expect(await md.innerText()).toContain('<script>alert(1)</script>')
    expect(await md.innerText()).toContain('<div onclick="alert(1)">block</div>')
    expect(await md.innerText()).toContain('Say <b onclick="alert(1)">inline</b> tags.')
    const hrefs = await md.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(hrefs).toEqual([
      'https://example.com/a?b=1&c=2',
      'chatkit-link://task?id=7',
      'https://example.com/auto',
    ])
    expect(await md.getByRole('link', { name: 'fine' }).getAttribute('rel')).toBe('noopener noreferrer')
    expect(
      await md.locator('img').evaluateAll((images) => images.map((image) => image.getAttribute('src'))),
    ).toEqual([PIXEL])
    expect(await md.locator('pre').innerText()).toBe('<b>code</b> &amp;')
    expect(await md.locator('td').first().innerText()).toBe('1\n2')
    await expect.poll(() => md.locator('input:checked').count()).toBe(1)

    await md.getByRole('link', { name: 'deep' }).click()
    expect(await detailsOf('deeplink')).toEqual([{ name: 'task', data: { id: '7' } }])
  })
})

test.each([
  ['chatkit-link://task?id=7', { name: 'task', data: { id: '7' } }],
  ['chatkit-link://a%zz?x=%', { name: 'a%zz', data: { x: '%' } }],
])('the link %s asks for what it says', (href, asked) => {
  expect(readDeeplink(new URL(href))).toEqual(asked)
})

describe('a page with a strict content security policy', () => {
  test('sees no violation and no style in an attribute, in any state of the chat', async () => {
    const options = {
      startScreen: { prompts: [{ label: 'Go', prompt: 'go', icon: 'sparkle' as const }] },
      disclaimer: { text: 'Answers **can** be wrong.' },
      theme: {
        colorScheme: 'dark' as const,
        color: { accent: { primary: 'hsl(150 100% 25%)', level: 3 as const } },
      },
      threadItemActions: { feedback: true, retry: true },
    }
    const { page, say, violations } = await openChat(browser, server, options)
    await page.getByRole('button', { name: 'Go' }).click()
    await page.getByRole('button', { name: 'Good answer' }).click()
    await say('hostile')
    await page.getByRole('button', { name: 'Answer again' }).waitFor()
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread').first().waitFor()
    const inside = await page.locator('todo-chat-view').evaluate((chat) => ({
      styled: chat.shadowRoot?.querySelectorAll('[style], style').length,
      accent: getComputedStyle(chat).getPropertyValue('--accent'),
    }))
    expect(inside.styled).toBe(0)
    expect(inside.accent).toBe('rgb(0 128 64)')
    // The one thing refused is what the policy of this page is for: the picture in the answer.
    expect((await violations()).filter((violation) => !violation.startsWith('img-src'))).toEqual([])
    expect(server.requestsOf('items.feedback')[0]?.params).toMatchObject({ kind: 'positive' })
  })
})

describe('a visitor without a mouse', () => {
  test('talks, rates, and manages chats with the keyboard alone', async () => {
    const prompts = [{ label: 'First prompt', prompt: 'go' }]
    const { page, composer } = await openChat(browser, server, {
      startScreen: { prompts },
      threadItemActions: { feedback: true },
    })
    const focusByTab = async (name: string) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const element = document.querySelector('todo-chat-view')?.shadowRoot?.activeElement
          return element?.getAttribute('aria-label') ?? element?.textContent?.trim()
        })
        if (focused?.startsWith(name)) return
      }
      throw new Error(`Tab does not reach ${name}.`)
    }
    await focusByTab('First prompt')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Good answer' }).waitFor()
    await composer.focus()
    await page.keyboard.type('first line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('second line')
    expect(await composer.inputValue()).toBe('first line\nsecond line')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.md').count()).toBe(2)

    await focusByTab('Chat history')
    await page.keyboard.press('Enter')
    await page.locator('.thread').first().waitFor()
    await focusByTab('Delete “Untitled chat”')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('button', { name: 'Undo' }).evaluate((button) => button.matches(':focus')))
      .toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.thread-open').evaluate((row) => row.matches(':focus'))).toBe(true)
    await page.evaluate(() => {
      Object.assign(window, { escapes: 0 })
      addEventListener('keydown', () => Object.assign(window, { escapes: 1 }))
    })
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.history').count()).toBe(0)
    await expect
      .poll(() => page.locator('[data-icon=history]').evaluate((button) => button.matches(':focus')))
      .toBe(true)
    // The page would close the whole chat on it.
    expect(await page.evaluate(() => (window as unknown as { escapes: number }).escapes)).toBe(0)
  })

  test('hears a finished answer once, without its marks', async () => {
    const { page, say } = await openChat(browser, server)
    await page.locator('[role=log]').evaluate((log) => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => log.textContent?.trim() && heard.push(log.textContent.trim())).observe(log, {
        childList: true,
        subtree: true,
        characterData: true,
      })
    })
    await say('hello')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
      'Fine, thanks.',
    ])
  })

  test('does not send a word that an input method is still composing', async () => {
    const { page, composer } = await openChat(browser, server)
    await composer.fill('にほん')
    await composer.evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
    })
    await page.waitForTimeout(100)
    expect(server.requests).toEqual([])
    expect(await composer.inputValue()).toBe('にほん')
  })
})
