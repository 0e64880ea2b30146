import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
// @ts-expect-error A script without types.
import { withTables } from '../scripts/readme.mjs'

const readme = readFileSync('README.md', 'utf8')

describe('the README', () => {
  test('has the tables that element and configuration make: npm run readme writes them', async () => {
    expect(await withTables(readme)).toBe(readme)
  })

  test('is short', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThan(250)
  })

  test('leads to files that are there', () => {
    const paths = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path]) => path ?? '')
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  test('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )\w+)/g)].map(
      ([, name]) => name ?? '',
    )
    expect(named).toContain('bench')
    expect(named.filter((name) => !scripts[name])).toEqual([])
  })
})
