import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { minify as oxc } from 'rolldown/utils'
import { dts } from 'rollup-plugin-dts'
import { manifest } from './scripts/manifest.mjs'

const ts = (project, outDir = 'dist') =>
  typescript({
    tsconfig: `${project}/tsconfig.json`,
    compilerOptions: { noEmit: false, outDir, declaration: false, sourceMap: true },
  })
/** What the files of the element call each other by; no page does, so it may have any name. */
const ELEMENT_NAMES =
  'viewSrc on(Event|Error|Lost|Action|Gone) intend mayRetry isExpanded applyOptions warmUp letGo ' +
  'remember erase learn succeeded failed useDefault mayGoOn redraw unseen known launcher ' +
  'willUpdate updated hasUpdated createRenderRoot words latest enter leave stage'
/** What its stylesheet calls values of its own: their first letters will do. */
const ELEMENT_VALUES = /--(ink|fill|back|text|shade|extent|above)\b/g

/** Terser leaves less code than oxc; oxc gives it names that compress better, those of private fields class by class. */
const minify = (names = '') => [
  terser({
    ecma: 2022,
    module: true,
    compress: {
      passes: 4,
      hoist_funs: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true,
      unsafe_math: true,
      // Oxc makes these shorter.
      conditionals: false,
    },
    mangle: { properties: { regex: RegExp(`^(_\\$.*|__.*|${names.replaceAll(' ', '|')})$`) } },
    format: { comments: false },
  }),
  {
    name: 'oxc-names',
    async renderChunk(code, { fileName }, { format }) {
      const { errors, ...lean } = await oxc(fileName, code, {
        module: format === 'es',
        compress: { target: 'es2022' },
        mangle: { toplevel: true },
        sourcemap: true,
      })
      if (errors.length > 0) this.error(errors[0].message)
      return lean
    },
  },
]

/** Takes comments, indents and long names out of styles and templates, which a minifier of scripts leaves alone. */
const squeezeTemplates = (values = /$^/) => ({
  name: 'squeeze-templates',
  transform(code, id) {
    if (!/widget[\\/].*\.ts$/.test(id)) return null
    const squeezeStyles = (css) =>
      css
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>~!]|: ) ?/g, (_, mark) => mark.trim())
        .replace(/ \/ /g, '/')
        .replace(/ \* (?=\d|\(|var\()/g, '*')
        .replace(/ \+ (?=[^;}]*\{)/g, '+')
        .replace(/(?<=\() | (?=\))/g, '')
        .replace(/;}/g, '}')
        .replace(/='([\w-]+)'\]/g, '=$1]')
        .replace(/\b0\./g, '.')
    // One line break stands for any: whether there is a space matters in a template, how many do not.
    const lean = code.replace(/(?<=css ?)`[^`]*`/g, squeezeStyles).replace(/\n\s+/g, '\n')
    return { code: lean.replace(values, (name) => name.slice(0, 3)), map: null }
  },
})

/** Puts the few things that the element uses of Lit in its place; see there. */
const leanLit = () => ({
  name: 'lean-lit',
  resolveId: (id) => (id === 'lit' ? fileURLToPath(new URL('widget/lean-lit.ts', import.meta.url)) : null),
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

/** Puts the types for frameworks beside the types of the element. */
const frameworkTypes = () => ({
  name: 'framework-types',
  writeBundle() {
    const types = readFileSync('widget/frameworks.d.ts', 'utf8')
    writeFileSync('dist/frameworks.d.ts', types.replace('./index.ts', './todo-chat.js'))
  },
})

/** Copies what needs no building: files of `from` whose names end so. */
const copy = (from, to, pattern) => {
  const files = () => readdirSync(from).filter((file) => pattern.test(file))
  return {
    name: 'copy',
    buildStart() {
      for (const file of files()) this.addWatchFile(`${from}/${file}`)
    },
    writeBundle() {
      mkdirSync(to, { recursive: true })
      for (const file of files()) copyFileSync(`${from}/${file}`, `${to}/${file}`)
    },
  }
}

/** Writes what a page can put in the `integrity` of a script tag (https://www.w3.org/TR/SRI/): file → hash. */
const integrity = (...files) => ({
  name: 'integrity',
  closeBundle() {
    const path = 'dist/integrity.json'
    const hashes = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
    for (const file of files)
      hashes[file] = `sha384-${createHash('sha384')
        .update(readFileSync(`dist/${file}`))
        .digest('base64')}`
    writeFileSync(path, `${JSON.stringify(hashes, null, 2)}\n`)
  },
})

/**
 * Lit's templates want a Trusted Types policy of their own. A page need allow only ours: the element hands it over on
 * the script that it loads.
 */
const onePolicy = () => ({
  name: 'one-policy',
  transform(code, id) {
    if (!/lit-html[\\/]lit-html\.js$/.test(id)) return null
    const own = /(\w+\.createPolicy\()"lit-html"(,\{.*?\}\))/
    if (!own.test(code)) this.error('lit-html has changed: it makes no policy of its own.')
    return { code: code.replace(own, '(document.currentScript?.policy??$1"todo-chat"$2)'), map: null }
  },
})

/** Every page of the demo has a script of its own name. */
const pagesOfDemo = readdirSync('demo')
  .filter((file) => file.endsWith('.html'))
  .map((file) => file.slice(0, -5))

const bundles = [
  {
    // The script tag: everything inside, no globals but the one it writes itself.
    input: 'widget/script.ts',
    // Our server tells where the map is in a header: that costs a page nothing.
    output: { file: 'dist/todo-chat.js', format: 'iife', sourcemap: 'hidden' },
    treeshake: { moduleSideEffects: isOurs },
    plugins: [
      leanLit(),
      nodeResolve(),
      ts('widget'),
      squeezeTemplates(ELEMENT_VALUES),
      minify(ELEMENT_NAMES),
      integrity('todo-chat.js'),
    ],
  },
  {
    // Bundlers: lit stays a dependency, so that a page with other Lit elements carries it once.
    input: 'widget/index.ts',
    output: { file: 'dist/todo-chat.mjs', format: 'es', sourcemap: true },
    external: [/^lit/],
    plugins: [nodeResolve(), ts('widget'), squeezeTemplates(), manifest(), integrity('todo-chat.mjs')],
  },
  {
    input: 'widget/index.ts',
    output: {
      file: 'dist/todo-chat.d.ts',
      format: 'es',
      banner: '/// <reference path="./frameworks.d.ts" />',
    },
    external: [/^lit/, '@openai/chatkit'],
    plugins: [dts({ tsconfig: 'widget/tsconfig.json' }), frameworkTypes()],
  },
  {
    input: 'widget/view/index.ts',
    output: { file: 'dist/chat-view.js', format: 'iife', sourcemap: true },
    plugins: [
      nodeResolve(),
      ts('widget'),
      squeezeTemplates(),
      onePolicy(),
      lexerOnly(),
      copy('widget/words', 'dist/words', /\.json$/),
      minify(),
      integrity('chat-view.js'),
    ],
  },
  ...pagesOfDemo.map((page) => ({
    input: `demo/${page}.ts`,
    output: { file: `dist/demo/${page}.js`, format: 'es', sourcemap: true },
    plugins: [
      nodeResolve(),
      ts('demo', 'dist/demo'),
      copy('demo', 'dist/demo', RegExp(`^${page}\\.(html|css)$`)),
      minify(),
    ],
  })),
]

/** `--configOnly chat-view,demo/` builds the bundles whose output is named so, nothing else. */
export default ({ configOnly = '' }) =>
  bundles.filter(({ output }) => configOnly.split(',').some((name) => output.file.includes(name)))
