import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { compile } from 'svelte/compiler'
import ts from 'typescript'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parse } from 'vue/compiler-sfc'
import type { Look } from '../../demo/snippets.ts'
import { page as html, type Site, script, startSite } from '../helpers/pages.ts'
import {
  chat,
  closePages,
  FIELDS,
  openConfigurator,
  openPage,
  program,
  snippet,
  useConfigurator,
} from './configurator.ts'

/** With every character that means something to HTML, JSX, a template or PHP. */
const LOOK: Look = {
  heading: 'Salt & "pepper" <?php',
  greeting: 'What needs doing?',
  prompts: "Add a task|What's pending?",
  placeholder: 'Braces {now} {{ later }} and a \\ back',
  'launcher-label': "It's & that's <b>",
  accent: '#2f6f4f',
  'accent-level': '1',
  'font-size': '17',
  radius: 'sharp',
  history: 'read-only',
  retry: '',
  'auto-scroll': '',
  renderer: 'built-in',
  nonce: 'r4nd0m',
}

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())
useConfigurator(() => ({ ALLOWED_ORIGINS: site.origin }))

const codes: Record<string, string> = {}
let wanted: Record<string, unknown>
beforeAll(async () => {
  const { page } = await openConfigurator(LOOK)
  for (const tab of await page.getByRole('tab').allInnerTexts()) codes[tab] = await snippet(page, tab)
  wanted = await chat(page).evaluate(told, PROPERTIES)
})
afterEach(() => closePages())

// A nonce belongs to the script, from which the chat takes it.
const PROPERTIES = FIELDS.filter(({ name }) => name !== 'nonce').map(({ property }) => property)

/** What a chat was told, by whatever way: its properties. */
function told(element: Element, properties: string[]): Record<string, unknown> {
  const said = element as unknown as Record<string, unknown>
  return Object.fromEntries(properties.map((name) => [name, said[name] ?? null]))
}

/** Puts this into an empty page of another site, and sees that it is the chat of the configurator. */
async function expectSameChat(pasted: { body?: string; head?: string }): Promise<void> {
  site.routes['/'] = () => html(pasted.body ?? '', pasted.head)
  const { page, left, errors } = await openPage(`${site.origin}/`)
  const element = page.locator('todo-chat')
  const launcher = element.getByRole('button', { name: "It's & that's <b>" })
  await launcher.waitFor()
  expect(await element.evaluate(told, PROPERTIES)).toEqual(wanted)
  await launcher.click()
  await element.locator('todo-chat-view').getByText('What needs doing?').waitFor()
  expect(await element.count()).toBe(1)
  const [loaded] = await page.locator('script[integrity]').all()
  expect(await loaded?.getAttribute('src')).toBe(`${program.url}/todo-chat.js`)
  expect(await loaded?.getAttribute('crossorigin')).toBe('anonymous')
  expect(await loaded?.getAttribute('nonce')).toBe('r4nd0m')
  expect(left).toEqual([])
  expect(errors).toEqual([])
}

const code = (kind: string) => codes[kind] ?? ''
/** What a snippet puts into the page itself, and what into a component. */
const halves = (kind: string): string[] =>
  code(kind)
    .split(/<!-- .* -->\n/)
    .slice(1)

test('there is a snippet for every kind of site', () => {
  expect(Object.keys(codes)).toEqual(['Script tag', 'HTML', 'React', 'Vue', 'Svelte', 'WordPress'])
})

test('the script tag gives the same chat', async () => {
  await expectSameChat({ body: code('Script tag') })
})

test('the HTML gives the same chat', async () => {
  await expectSameChat({ body: code('HTML') })
})

test('the browser refuses a script that is not the one of the hash', async () => {
  const [, hash = ''] = /integrity="sha384-([^"]+)"/.exec(code('Script tag')) ?? []
  const published = await (await fetch(`${program.url}/integrity.json`)).json()
  expect(published['todo-chat.js']).toBe(`sha384-${hash}`)
  const other = Buffer.from(hash, 'base64').reverse().toString('base64')
  site.routes['/'] = () => html(code('Script tag').replace(hash, other))
  const { page, errors } = await openPage(`${site.origin}/`)
  await expect.poll(() => errors.join()).toContain("digest in the 'integrity' attribute")
  expect(await page.locator('todo-chat').count()).toBe(0)
})

test('what WordPress prints in the footer is the script tag', async () => {
  const [, printed = ''] =
    /^add_action\( 'wp_footer', function \(\) \{ \?>(.*)<\?php \} \);$/s.exec(code('WordPress')) ?? []
  expect(printed.replace(/^ {2}/gm, '').trim()).toBe(code('Script tag'))
  expect(printed).not.toContain('<?')
  await expectSameChat({ body: printed })
})

test('the React component gives the same chat', async () => {
  const require = createRequire(new URL('../../demo/recipes/package.json', import.meta.url))
  const React = require('react')
  const { renderToString } = require('react-dom/server')
  const { outputText } = ts.transpileModule(code('React').replace('export ', ''), {
    compilerOptions: { jsx: ts.JsxEmit.React, target: ts.ScriptTarget.ES2022 },
  })
  const Chat = new Function('React', `${outputText}; return Chat`)(React)
  await expectSameChat({ body: renderToString(React.createElement(Chat)) })
})

test('the Vue component gives the same chat', async () => {
  const [head = '', component = ''] = halves('Vue')
  const { descriptor, errors } = parse(component)
  expect(errors).toEqual([])
  const vue = readFileSync('node_modules/vue/dist/vue.global.prod.js', 'utf8')
  site.routes['/vue.js'] = () => script(vue)
  site.routes['/app.js'] = () =>
    script(`const app = Vue.createApp(${JSON.stringify({ template: descriptor.template?.content })})
      app.config.compilerOptions.isCustomElement = (tag) => tag === 'todo-chat'
      app.mount('#app')`)
  await expectSameChat({
    head,
    body: '<div id="app"></div><script src="/vue.js"></script><script src="/app.js"></script>',
  })
})

test('the Svelte component gives the same chat', async () => {
  const [head = '', component = ''] = halves('Svelte')
  const { js, warnings } = compile(component, { generate: 'client' })
  expect(warnings).toEqual([])
  const sources: Record<string, string> = {
    'virtual:chat': js.code,
    'virtual:app': `import { mount } from 'svelte'\nimport Chat from 'virtual:chat'\nmount(Chat, { target: document.body })`,
  }
  const bundle = await rollup({
    input: 'virtual:app',
    logLevel: 'silent',
    plugins: [
      {
        name: 'virtual',
        resolveId: (id) => (id in sources ? id : null),
        load: (id) => sources[id] ?? null,
      },
      nodeResolve({ browser: true, rootDir: '.', exportConditions: ['svelte', 'browser'] }),
    ],
  })
  const { output } = await bundle.generate({ format: 'iife' })
  site.routes['/app.js'] = () => script(output[0].code)
  await expectSameChat({ head, body: '<script src="/app.js"></script>' })
})

test('the script tag of a chat that nobody changed gives a chat, too', async () => {
  const { page } = await openConfigurator()
  const unchanged = await snippet(page, 'Script tag')
  site.routes['/'] = () => html(unchanged)
  const { page: pasted, errors } = await openPage(`${site.origin}/`)
  await pasted.locator('todo-chat').getByRole('button').waitFor()
  expect(errors).toEqual([])
})
