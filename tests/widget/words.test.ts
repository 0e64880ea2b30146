import { expect, test } from 'vitest'
import { PROBLEMS, wordsFor } from '../../widget/words/words.ts'

test('the launcher has its name in the language of the page', () => {
  expect(wordsFor('ja-JP').chat).toBe('チャット')
  expect(wordsFor('ar').chat).toBe('دردشة')
  expect(wordsFor('de').chat).toBe('Chat')
})

test('every error says what happened and what to do', () => {
  const { what, next } = wordsFor('en')
  for (const problem of Object.values(PROBLEMS)) {
    expect(what[problem]).toMatch(/\w{3}/)
    expect(next[problem]).toMatch(/\.$/)
  }
})
