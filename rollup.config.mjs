import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { dts } from 'rollup-plugin-dts'

const ts = (project, outDir = 'dist') =>
  typescript({
    tsconfig: `${project}/tsconfig.json`,
    compilerOptions: { noEmit: false, outDir, declaration: false, sourceMap: true },
  })
const minify = () =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    format: { comments: false },
  })

/** Takes the comments and the spaces out of stylesheets, which a minifier of scripts leaves alone. */
const squeezeStyles = () => ({
  name: 'squeeze-styles',
  transform(code, id) {
    if (!id.endsWith('todo-chat.styles.ts')) return null
    const squeeze = (css) =>
      css
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]|: ) ?/g, (_, mark) => mark.trim())
    return { code: code.replace(/css ?`[^`]*`/g, squeeze), map: null }
  },
})

/** Writes `dist/custom-elements.json` from the doc comments of the element. */
const manifest = () => ({
  name: 'custom-elements-manifest',
  closeBundle() {
    const cli = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js')
    const globs = ['todo-chat', 'attributes', 'events'].flatMap((file) => ['--globs', `widget/${file}.ts`])
    execFileSync(process.execPath, [cli, 'analyze', '--litelement', '--quiet', ...globs, '--outdir', 'dist'])
  },
})

/** Copies the files of a page that need no building. */
const copy = (from, to, files) => ({
  name: 'copy',
  buildStart() {
    for (const file of files) this.addWatchFile(`${from}/${file}`)
  },
  writeBundle() {
    mkdirSync(to, { recursive: true })
    for (const file of files)
      if (existsSync(`${from}/${file}`)) copyFileSync(`${from}/${file}`, `${to}/${file}`)
  },
})

const bundles = [
  {
    // The script tag: everything inside, no globals but the one it writes itself.
    input: 'widget/script.ts',
    output: { file: 'dist/todo-chat.js', format: 'iife', sourcemap: true },
    // Of lit, the element needs no templates: half of it stays out.
    treeshake: { moduleSideEffects: (id) => !id.includes('node_modules') },
    plugins: [nodeResolve(), ts('widget'), squeezeStyles(), minify()],
  },
  {
    // Bundlers: lit stays a dependency, so that a page with other Lit elements carries it once.
    input: 'widget/index.ts',
    output: { file: 'dist/todo-chat.mjs', format: 'es', sourcemap: true },
    external: [/^lit/],
    plugins: [nodeResolve(), ts('widget'), manifest()],
  },
  {
    input: 'widget/index.ts',
    output: { file: 'dist/todo-chat.d.ts', format: 'es' },
    external: [/^lit/, '@openai/chatkit'],
    plugins: [dts({ tsconfig: 'widget/tsconfig.json' })],
  },
  {
    input: 'widget/view/index.ts',
    output: { file: 'dist/chat-view.js', format: 'iife', sourcemap: true },
    plugins: [nodeResolve(), ts('widget'), minify()],
  },
  {
    input: 'demo/demo.ts',
    output: { file: 'dist/demo/demo.js', format: 'es', sourcemap: true },
    plugins: [nodeResolve(), ts('demo', 'dist/demo'), copy('demo', 'dist/demo', ['index.html', 'demo.css'])],
  },
]

/** `--configOnly chat-view` builds the bundles whose output is named so, nothing else. */
export default ({ configOnly }) =>
  configOnly ? bundles.filter(({ output }) => output.file.includes(configOnly)) : bundles
