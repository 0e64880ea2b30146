import { Lexer } from 'marked'
import { describe, expect, test } from 'vitest'
import { lexBlocks, MarkdownBlocks } from '../../widget/view/markdown/blocks.ts'
import { decodeEntities } from '../../widget/view/markdown/entities.ts'
import { plainText } from '../../widget/view/markdown/markdown.ts'
import { readDeeplink, safeImage, safeLink } from '../../widget/view/markdown/urls.ts'

const ANSWER = `# Title

Some *text* with a [link](https://example.com) and \`code\`
goes on.

- one
- two

  still two
- three

1. a
   - b

Setext
---

| a | b |
| --- | --- |
| 1 | 2 |

\`\`\`js
const x = 1

const y = 2
\`\`\`

> quote
> more

***

    indented

<div>
html
</div>

end`

describe('lexing a text that grows', () => {
  test('gives at every step what lexing it whole gives', () => {
    const blocks = new MarkdownBlocks()
    for (let length = 1; length <= ANSWER.length; length++) {
      const text = ANSWER.slice(0, length)
      const seen = JSON.stringify(blocks.read(text).filter(({ type }) => type !== 'space'))
      const whole = JSON.stringify(new Lexer({ gfm: true }).lex(text).filter(({ type }) => type !== 'space'))
      expect(seen, JSON.stringify(text.slice(-30))).toBe(whole)
    }
  })

  test('keeps finished blocks the same objects', () => {
    const blocks = new MarkdownBlocks()
    const before = blocks.read('one\n\ntwo\n\nthree')
    const after = blocks.read('one\n\ntwo\n\nthree and more')
    expect(after[0]).toBe(before[0])
    expect(after[2]).toBe(before[2])
    expect(after.at(-1)).not.toBe(before.at(-1))
  })

  test('starts over when the text is another one, or defines links for what is above it', () => {
    const blocks = new MarkdownBlocks()
    blocks.read('one\n\ntwo')
    expect(plainText(blocks.read('other\n\ntext'))).toContain('other')
    blocks.read('[a][x]\n\nmore')
    const [first] = blocks.read('[a][x]\n\nmore\n\n[x]: https://example.com')
    expect(JSON.stringify(first)).toContain('https://example.com')
  })

  test('shows a text as it is when it is nested to exhaust the stack', () => {
    for (const text of ['>'.repeat(20_000), '- '.repeat(3000), '['.repeat(5000)]) {
      const tokens = lexBlocks(text)
      expect(plainText(tokens).length).toBeGreaterThan(0)
    }
  })
})

describe('links and images of an answer', () => {
  test('only known protocols can be followed', () => {
    for (const href of [
      'https://a.b/',
      'http://a.b/',
      'mailto:a@b.c',
      'tel:+123',
      'chatkit-link://task?id=1',
    ]) {
      expect(safeLink(href)?.href, href).toBe(href)
    }
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' \u0001javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'blob:https://a.b/1',
      'file:///etc/passwd',
      '/relative',
      '//host/path',
      '',
    ]) {
      expect(safeLink(href), JSON.stringify(href)).toBeUndefined()
    }
  })

  test('a deep link tells its name and data', () => {
    const url = safeLink('chatkit-link://source?id=7&page=a+b') as URL
    expect(readDeeplink(url)).toEqual({ name: 'source', data: { id: '7', page: 'a b' } })
  })

  test('images come from https or carry their bytes, and from allowed hosts only when there is a list', () => {
    expect(safeImage('https://a.b/i.png', undefined)).toBe('https://a.b/i.png')
    expect(safeImage('data:image/png;base64,AA', ['a.b'])).toBe('data:image/png;base64,AA')
    expect(safeImage('http://a.b/i.png', undefined)).toBeUndefined()
    expect(safeImage('data:text/html,x', undefined)).toBeUndefined()
    expect(safeImage('https://img.a.b/i.png', ['a.b'])).toBe('https://img.a.b/i.png')
    expect(safeImage('https://evila.b/i.png', ['a.b'])).toBeUndefined()
    expect(safeImage('https://a.b/i.png', [])).toBeUndefined()
  })
})

describe('character references', () => {
  test('known ones are read, all others stay', () => {
    expect(decodeEntities('a &amp; b &lt;c&gt; &#39;&#x1F389;')).toBe("a & b <c> '🎉")
    expect(decodeEntities('&constructor; &nope; & &#0; &#99999999;')).toBe(
      '&constructor; &nope; & \ufffd &#99999999;',
    )
  })
})
