import { expect, test } from 'vitest'
import { OPTION_SOURCES } from '../../widget/option-sources.ts'
import { toOptions } from '../../widget/options.ts'

const api = { url: 'https://chat.example.com/message', domainKey: 'key' }
const context = { api, scheme: 'light', text: '', locale: '', thread: undefined } as const

test.each(Object.keys(OPTION_SOURCES))('the property `options` reaches %s', (path) => {
  const keys = path.split('.')
  const value = () => {}
  const options = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object
  const reached = keys.reduce<unknown>(
    (outer, key) => (outer as Record<string, unknown>)[key],
    toOptions({ options }, context),
  )
  expect(reached).toBe(value)
})
