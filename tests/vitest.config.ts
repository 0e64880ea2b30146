import { defineConfig } from 'vitest/config'
import type { TestModule } from 'vitest/node'

/** One plain line at the end, for whoever reads the output by program. */
function countTests(modules: readonly TestModule[]): void {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  )
  const count = (state: string) => states.filter((one) => one === state).length
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
}

export default defineConfig({
  test: {
    root: '.',
    include: ['tests/**/*.test.ts'],
    // The transform cache does not notice a changed tsconfig.
    fsModuleCache: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
    // On two cores: the tests wait as long as they work.
    maxWorkers: 3,
    reporters: ['default', { onTestRunEnd: countTests }],
  },
})
