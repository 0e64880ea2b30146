// Builds again whenever a source changes, and starts the server again with it.
import { spawn } from 'node:child_process'

const children = [
  ['node_modules/rollup/dist/bin/rollup', '-c', '--watch', '--silent'],
  ['node_modules/typescript/bin/tsc', '-p', 'server', '--watch', '--preserveWatchOutput'],
].map((args) => spawn(process.execPath, args, { stdio: 'inherit' }))
children.push(spawn(process.execPath, ['--watch', 'dist/server/main.js'], { stdio: 'inherit' }))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
    process.exit(0)
  })
}
