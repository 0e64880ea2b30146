import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
    // Lit's private names, which no other code may use.
    mangle: { properties: { regex: /^_\$|^__/ } },
    format: { comments: false },
  })

/** Takes the comments and the spaces out of stylesheets, which a minifier of scripts leaves alone. */
const squeezeStyles = () => ({
  name: 'squeeze-styles',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null
    const squeeze = (css) =>
      css
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]|: ) ?/g, (_, mark) => mark.trim())
    return { code: code.replace(/`[^`]*`/, squeeze), map: null }
  },
})

/**
 * What Lit does for decorators, for old browsers and for finding two of itself on a page: it leaves globals there,
 * and a page gets none from us but `TodoChat`. Each must be found, so that a new Lit is looked at.
 */
const CUT_FROM_LIT = {
  'reactive-element.js': [
    [/\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'],
    [/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ''],
    [/litPropertyMetadata\.get\(\w+\)/, 'void 0'],
    [/\w+\.reactiveElementPolyfillSupport/, 'void 0'],
  ],
  'css-tag.js': [[/\w+\.ShadowRoot&&.*?"replace"in CSSStyleSheet\.prototype/, '!0']],
}

const leanLit = () => ({
  name: 'lean-lit',
  transform(code, id) {
    const file = /@lit[\\/]reactive-element[\\/]([\w-]+\.js)/.exec(id)?.[1]
    const cuts = CUT_FROM_LIT[file]
    if (!cuts) return null
    const lean = cuts.reduce((rest, [pattern, instead]) => {
      if (!pattern.test(rest)) this.error(`${file} of lit has changed: ${pattern} is not in it.`)
      return rest.replace(pattern, instead)
    }, code)
    return { code: lean, map: null }
  },
})

/**
 * Of marked the view uses the lexer alone. What makes HTML of its tokens comes after it in its one file, held there by
 * the last lines, which put everything together.
 */
const lexerOnly = () => ({
  name: 'lexer-only',
  transform(code, id) {
    if (!/marked\.esm\.js$/.test(id)) return null
    const [, renderer] = /(\w+) as Renderer\b/.exec(code) ?? []
    const [, lexer] = /(\w+) as Lexer\b/.exec(code) ?? []
    const end = code.indexOf(`var ${renderer}=class`)
    if (!lexer || end < code.indexOf(`var ${lexer}=class`))
      this.error('marked has changed: its lexer is not first.')
    return { code: `${code.slice(0, end)}export{${lexer} as Lexer}`, map: null }
  },
})

/** What a page does not use of Lit, its templates for one, stays out. */
const isOurs = (id) => !id.includes('node_modules')

const isPublic = (member) =>
  !member.privacy && !member.static && !member.name.startsWith('#') && !/Callback$/.test(member.name)
// Every public field of the element is an attribute, but for the two that hold functions.
const isAttribute = ({ kind, name }) => kind === 'field' && !/^(options|getAuthToken)$/.test(name)
const toAttribute = ({ name, type, description }) => ({
  name: name.replace(/[A-Z]/g, '-$&').toLowerCase(),
  fieldName: name,
  type,
  description,
})

/** Writes `dist/custom-elements.json` from the doc comments of the element. */
const manifest = () => ({
  name: 'custom-elements-manifest',
  closeBundle() {
    const cli = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js')
    const globs = ['todo-chat', 'attributes', 'events'].flatMap((file) => ['--globs', `widget/${file}.ts`])
    execFileSync(process.execPath, [cli, 'analyze', '--quiet', ...globs, '--outdir', 'dist'])
    const written = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'))
    for (const declaration of written.modules.flatMap((module) => module.declarations)) {
      if (declaration.name !== 'TodoChat') continue
      declaration.tagName = 'todo-chat'
      declaration.customElement = true
      declaration.members = declaration.members.filter(isPublic)
      declaration.events = declaration.events.filter(({ description }) => description)
      declaration.attributes = declaration.members.filter(isAttribute).map(toAttribute)
    }
    writeFileSync('dist/custom-elements.json', JSON.stringify(written, null, 2))
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
    treeshake: { moduleSideEffects: isOurs },
    plugins: [nodeResolve(), ts('widget'), squeezeStyles(), leanLit(), minify()],
  },
  {
    // Bundlers: lit stays a dependency, so that a page with other Lit elements carries it once.
    input: 'widget/index.ts',
    output: { file: 'dist/todo-chat.mjs', format: 'es', sourcemap: true },
    external: [/^lit/],
    plugins: [nodeResolve(), ts('widget'), squeezeStyles(), manifest()],
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
    plugins: [nodeResolve(), ts('widget'), squeezeStyles(), lexerOnly(), minify()],
  },
  {
    input: 'demo/demo.ts',
    output: { file: 'dist/demo/demo.js', format: 'es', sourcemap: true },
    plugins: [nodeResolve(), ts('demo', 'dist/demo'), copy('demo', 'dist/demo', ['index.html', 'demo.css'])],
  },
  {
    input: 'demo/gallery.ts',
    output: { file: 'dist/demo/gallery.js', format: 'es', sourcemap: true },
    plugins: [
      nodeResolve(),
      ts('demo', 'dist/demo'),
      copy('demo', 'dist/demo', ['gallery.html', 'gallery.css']),
    ],
  },
]

/** `--configOnly chat-view` builds the bundles whose output is named so, nothing else. */
export default ({ configOnly }) =>
  configOnly ? bundles.filter(({ output }) => output.file.includes(configOnly)) : bundles
