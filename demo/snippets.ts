import type { ScriptFacts } from './manifest.ts'

/** Attribute → value; the value of one that is only there or not is empty. */
export type Look = Record<string, string>

export interface Snippet {
  name: string
  code: string
  /** What to know before pasting it; code stands between backquotes. */
  note: string
}

type Attribute = [name: string, value: string]

const IN_PLACE = 'Put the element where the chat belongs; a floating one may stand anywhere.'

/** The ways to put a chat with this look on a page of another site. */
export function snippetsFor(look: Look, script: ScriptFacts): Snippet[] {
  const { nonce, ...said } = look
  const attributes = Object.entries(said)
  const scriptAttributes: Attribute[] = [
    ['src', script.src],
    ['integrity', script.integrity],
    ['crossorigin', 'anonymous'],
    ['defer', ''],
    ...(nonce ? ([['nonce', nonce]] as Attribute[]) : []),
  ]
  // Without any data-* the script only defines the element.
  const spoken: Attribute[] = attributes.length ? attributes : [['mode', 'floating']]
  const data = spoken.map(([name, value]): Attribute => [`data-${name}`, value])
  const tag = html('script', [...scriptAttributes, ...data])
  const loading = html('script', scriptAttributes)
  const element = html('todo-chat', attributes)
  return [
    {
      name: 'Script tag',
      code: tag,
      note:
        look.mode === 'inline'
          ? 'Paste it where you like; the chat stands at the end of the page. To place it, take HTML.'
          : 'Paste it anywhere in the page. That is all.',
    },
    { name: 'HTML', code: `${loading}\n\n${element}`, note: IN_PLACE },
    {
      name: 'React',
      code: react(scriptAttributes, attributes),
      note: 'For React 19, which loads the script once however often the component is used.',
    },
    {
      name: 'Vue',
      code: `<!-- index.html -->\n${loading}\n\n<!-- a component -->\n<template>\n${indent(element, 2)}\n</template>`,
      note:
        'Tell Vue whose tag it is, in vite.config.js: ' +
        "`vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'todo-chat' } } })`.",
    },
    {
      name: 'Svelte',
      code: `<!-- src/app.html -->\n${loading}\n\n<!-- a component -->\n${html('todo-chat', attributes, svelteAttribute)}`,
      note: IN_PLACE,
    },
    {
      name: 'WordPress',
      code: `add_action( 'wp_footer', function () { ?>\n${indent(tag, 2)}\n<?php } );`,
      note: "In the `functions.php` of your child theme, or in a plugin of the site's own.",
    },
  ]
}

/** One line where it fits, else a line for each attribute. */
function html(tag: string, attributes: Attribute[], write = htmlAttribute): string {
  const written = attributes.map(write)
  const oneLine = `<${[tag, ...written].join(' ')}></${tag}>`
  return oneLine.length <= 72 ? oneLine : `<${tag}\n${indent(written.join('\n'), 2)}\n></${tag}>`
}

function htmlAttribute([name, value]: Attribute): string {
  // "<" matters to no browser, but to PHP.
  const escaped = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return value === '' ? name : `${name}="${escaped}"`
}

/** In Svelte braces begin an expression. */
function svelteAttribute([name, value]: Attribute): string {
  return /[{}]/.test(value) ? expression(name, value) : htmlAttribute([name, value])
}

function react(script: Attribute[], attributes: Attribute[]): string {
  // React loads scripts once when they are async, and then all by itself.
  const names: Record<string, string> = { crossorigin: 'crossOrigin', defer: 'async' }
  const loading = script.map(([name, value]): Attribute => [names[name] ?? name, value])
  return [
    'export function Chat() {',
    '  return (',
    '    <>',
    indent(jsx('script', loading), 6),
    indent(jsx('todo-chat', attributes), 6),
    '    </>',
    '  )',
    '}',
  ].join('\n')
}

function jsx(tag: string, attributes: Attribute[]): string {
  const written = attributes.map(([name, value]) => {
    if (value === '') return name
    return /["&\\\n]/.test(value) ? expression(name, value) : `${name}="${value}"`
  })
  const oneLine = `<${[tag, ...written].join(' ')} />`
  return oneLine.length <= 66 ? oneLine : `<${tag}\n${indent(written.join('\n'), 2)}\n/>`
}

const expression = (name: string, value: string) => `${name}={${JSON.stringify(value)}}`

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}
