import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the tag is typed in HTML, React, Vue and Svelte: what is right compiles, what is wrong does not', async () => {
  const tsc = 'node_modules/typescript/bin/tsc'
  // The files say where an error is expected; one that does not come is an error, too.
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', 'tests/types']).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
})
