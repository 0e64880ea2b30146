import { describe, expect, test } from 'vitest'
import { MarkdownBlocks, parseMarkdown } from '../../widget/view/markdown/blocks.ts'
import { decodeEntities } from '../../widget/view/markdown/entities.ts'
import { plainText } from '../../widget/view/markdown/markdown.ts'
import { readDeeplink, safeImage, safeLink } from '../../widget/view/markdown/urls.ts'
import { Random } from '../helpers/random.ts'
import { CORPUS } from './markdown-corpus.ts'
import { ourHtml, referenceHtml } from './markdown-html.ts'

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

const read = (text: string) => JSON.stringify(parseMarkdown(text))

describe('Markdown', () => {
  test('is read as the reference reads it, text for text', () => {
    for (const text of CORPUS) expect(ourHtml(text), JSON.stringify(text)).toBe(referenceHtml(text))
    expect(ourHtml(ANSWER)).toBe(referenceHtml(ANSWER))
  })

  test('is read as the reference reads it, whatever follows what', () => {
    const random = new Random()
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: 5 }, () => random.pick(CORPUS)).join('\n\n')
      expect(ourHtml(text), `TODO_CHAT_SEED=${random.seed} ${JSON.stringify(text)}`).toBe(referenceHtml(text))
    }
  })

  test.each([
    // The reference writes addresses as HTML has them; ours are read by the browser's URL.
    ['[a](<https://x.y/a b>)', '<p><a href="https://x.y/a b">a</a></p>'],
    // As in CommonMark: what an image says is its text without marks.
    ['![a *b*](https://x.y/i.png)', '<p><img src="https://x.y/i.png" alt="a b"></p>'],
    ['ahttps://x.y', '<p>ahttps://x.y</p>'],
    ['&copy; &nope; &#65; &#x41;', '<p>© &nope; A A</p>'],
    // A tag that more comes after, or that stands in a paragraph, is text as any other.
    ['<details><summary>*a*</summary>', '<p>&lt;details>&lt;summary><em>a</em>&lt;/summary></p>'],
    ['text\n<div>', '<p>text\n&lt;div></p>'],
    // No spaces around marks where none are written between words.
    ['**注意：**请先登录', '<p><strong>注意：</strong>请先登录</p>'],
    ['これは**「重要」**です', '<p>これは<strong>「重要」</strong>です</p>'],
    ['이것은 **"중요"**합니다', '<p>이것은 <strong>"중요"</strong>합니다</p>'],
  ])('departs from the reference on purpose: %s', (text, html) => {
    expect(ourHtml(text)).toBe(html)
  })

  test('loses no letter of any text, and puts no address into what is no link', () => {
    const random = new Random()
    const parts = [
      ...'*_~`[]()!<>&|#-+=:\\"\'\n\t 1.aé漢',
      '```',
      '~~~',
      '    ',
      '](',
      '![',
      'https://a.b',
      '| - |',
      '- [x] ',
    ]
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 1 + random.below(60) }, () => random.pick(parts)).join('')
      const letters = (value: string) => value.replace(/[^aé漢]/g, '').length
      // An address, and a definition of one, may be said once, twice or not at all; other letters are all there.
      const isPlain = !/https|\]\(|\]:|[`~]{3}|<|&/.test(text)
      if (isPlain)
        expect(
          letters(plainText(parseMarkdown(text))),
          `TODO_CHAT_SEED=${random.seed} ${JSON.stringify(text)}`,
        ).toBe(letters(text))
      else expect(() => parseMarkdown(text)).not.toThrow()
    }
  })

  test('takes no longer than a moment for a text that was made to be slow', () => {
    const units = [
      '[',
      '*',
      '_',
      '>',
      '> ',
      '- ',
      '`',
      '~',
      '<',
      '&',
      '|',
      '\\',
      '!',
      '(',
      ':',
      '\t',
      '![',
      '](',
      '[a](',
      '[a](<',
      '[a](b "',
      '[]()',
      '<a ',
      '<!--',
      'a@',
      'a.',
      '_a',
      '*a_ ',
      '**a*',
      'a**b',
      '~~a',
      '# ',
      '1. ',
      '- a\n',
      '> a\n',
      '-\n',
      '|a|\n|-|\n',
      '[a]: b\n',
      '<div>\n',
      '```\n',
      'https://a.b/(',
      'https://a.b!',
      'http://',
      'a)',
      '\n*a',
    ]
    for (const unit of units) parseMarkdown(unit.repeat(50_000 / unit.length))
    parseMarkdown(`https://a.b/${'!'.repeat(50_000)}`)
    parseMarkdown(Array.from({ length: 300 }, (_, index) => '`'.repeat(index)).join(' '))
    parseMarkdown(`[x]: /y\n\n${'[a][x]'.repeat(8000)}`)
  }, 20_000)
})

describe('a text that grows', () => {
  test('is read at every step as it is read whole', () => {
    const random = new Random()
    const joints = ['\n\n', '\n', '\r\n', ' ']
    const texts = Array.from({ length: 120 }, () =>
      Array.from({ length: 4 }, () => random.pick(CORPUS)).join(random.pick(joints)),
    )
    for (const text of [ANSWER, ...texts]) {
      const blocks = new MarkdownBlocks()
      for (let length = 1; length <= text.length; length++) {
        const start = text.slice(0, length)
        const seen = JSON.stringify(blocks.read(start))
        expect(seen, `TODO_CHAT_SEED=${random.seed} ${JSON.stringify(start)}`).toBe(read(start))
      }
    }
  })

  test('keeps finished blocks the same objects', () => {
    const blocks = new MarkdownBlocks()
    const before = blocks.read('one\n\ntwo\n\nthree\nlines\nof')
    const after = blocks.read('one\n\ntwo\n\nthree\nlines\nof text')
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
    expect(after[2]).not.toBe(before[2])
  })

  test('starts over when it is another one, or defines links for what is above it', () => {
    const blocks = new MarkdownBlocks()
    blocks.read('one\n\ntwo')
    expect(plainText(blocks.read('other\n\ntext'))).toContain('other')
    blocks.read('[a][x]\n\nmore')
    const [first] = blocks.read('[a][x]\n\nmore\n\n[x]: https://example.com')
    expect(JSON.stringify(first)).toContain('https://example.com')
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
