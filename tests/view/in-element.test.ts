import { expect, test } from 'vitest'
import { serveBuiltInView, talk } from '../widget/built-in.ts'
import { chatWith, open, openChat, useSite } from '../widget/page.ts'

useSite()

const builtIn = (attributes: string) => chatWith(`renderer="built-in" ${attributes}`)

test('the built-in view is in the font and the size that the element asks for', async () => {
  await serveBuiltInView('Milk is on your list.')
  const { page } = await open({ body: builtIn('font-size="18" font-family="Georgia"') })
  await openChat(page)
  await talk(page, 'Add milk', 'Milk is on')
  for (const part of ['.bubble', '.md', 'textarea']) {
    const [family, size] = await page
      .locator(`todo-chat-view ${part}`)
      .first()
      .evaluate((element) => {
        const { fontFamily, fontSize } = getComputedStyle(element)
        return [fontFamily.split(',')[0], fontSize]
      })
    expect([family, size], part).toEqual(['Georgia', '18px'])
  }
})

test('Escape closes the panel after what had the focus is gone', async () => {
  await serveBuiltInView('Milk is on your list.')
  const { page } = await open({ body: builtIn('') })
  await openChat(page)
  await talk(page, 'Add milk', 'Milk is on')
  await page.getByRole('button', { name: 'New chat' }).press('Enter')
  await expect.poll(() => page.locator('.bubble').count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})
