// Takes the picture at the top of README.md: the demo as it is, after a few words with the built-in assistant.
import { launchBrowser } from '../tests/helpers/browser.ts'
import { startOnOwnData } from '../tests/helpers/program.ts'

const PICTURE = 'demo/chat.png'
const SAID = ['Add a task to sow the runner beans tomorrow', 'Add a task to call grandma', "What's pending?"]

const closing: (() => Promise<unknown>)[] = []
try {
  const { url } = await startOnOwnData(closing, {})
  const browser = await launchBrowser()
  closing.push(() => browser.close())
  const page = await browser.newPage({
    viewport: { width: 1200, height: 760 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  // Nothing but loopback: ChatKit.js is not waited for.
  await page.route(
    (asked) => asked.hostname !== '127.0.0.1',
    (route) => route.abort(),
  )
  await page.goto(url)
  await page.locator('todo-chat').getByRole('button').first().click()
  const view = page.locator('todo-chat-view')
  for (const words of SAID) {
    const composer = view.getByRole('textbox')
    await composer.fill(words)
    await composer.press('Enter')
    await view.getByRole('button', { name: 'Send message' }).waitFor()
    await view.getByText(words).first().waitFor()
    await page.waitForTimeout(1500)
  }
  await page.screenshot({ path: PICTURE })
  console.log(`${PICTURE} is new.`)
} finally {
  for (const close of closing.reverse()) await close()
}
