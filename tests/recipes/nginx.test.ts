import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error A script of Node built-ins, without types: it runs before anything is installed.
import { findNginx } from '../../scripts/find-nginx.mjs'
import { checkSite } from '../../server/check/check.ts'
import { askSession, overHttp, userInput } from '../helpers/chat-client.ts'
import { page, startSite } from '../helpers/pages.ts'
import { dataFolder, startOnOwnData } from '../helpers/program.ts'
import { type Step, scriptedModel } from '../helpers/scripted-model.ts'
import { closing, freePort, useRecipes } from './recipe.ts'

useRecipes()

const MISSING = 'nginx is not installed: get it with "apt-get install nginx-light" or "brew install nginx".'

/** Without nginx its tests are left out on a developer's machine; in CI they run, and fail. */
function hasNginx(): boolean {
  if (findNginx() || process.env.CI) return true
  console.warn(MISSING)
  return false
}

/** The configuration of the recipe with another port, and without a certificate, which a test has none of. */
async function startNginx(port: number, chatPort: string, more: (conf: string) => string): Promise<string> {
  const program = findNginx() as string | undefined
  if (!program) throw new Error(MISSING)
  const folder = await dataFolder()
  closing.push(folder.remove)
  const recipe = (await readFile('demo/recipes/nginx/todo-chat.conf', 'utf8'))
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replace('127.0.0.1:8000', `127.0.0.1:${chatPort}`)
    .replace(/ *ssl_certificate.*\n/g, '')
    // $host has no port, and here the port is not the usual one.
    .replace('Host $host', 'Host $http_host')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder.path, name)};`)
    .join(' ')
  const conf = join(folder.path, 'nginx.conf')
  await writeFile(
    conf,
    `daemon off; master_process off; pid ${join(folder.path, 'pid')}; error_log stderr; events {}
     http { access_log off; ${temporary} ${more(recipe)} }`,
  )
  const nginx = spawn(program, ['-c', conf, '-p', folder.path, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  nginx.stderr.on('data', (chunk) => {
    log += chunk
  })
  const exited = once(nginx, 'exit')
  closing.push(() => {
    nginx.kill('SIGKILL')
    return exited
  })
  const url = `http://127.0.0.1:${port}`
  await expect
    .poll(() =>
      nginx.exitCode === null
        ? fetch(`${url}/healthz`).then(
            ({ status }) => status,
            () => log,
          )
        : log,
    )
    .toBe(200)
  return url
}

async function startBehindNginx(step: Step, more: (conf: string) => string = (conf) => conf) {
  const upstream = await scriptedModel(() => step)
  closing.push(upstream.close)
  const port = await freePort()
  const chat = await startOnOwnData(closing, {
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: upstream.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  })
  return startNginx(port, new URL(chat.url).port, more)
}

test.runIf(hasNginx())('nginx passes words on while the answer is still being written', async () => {
  // The model never ends its sentence, so nothing can arrive that was held back until the end.
  const url = await startBehindNginx({ hang: ['The first ', 'words'] })
  const { client_secret, api } = await askSession(overHttp(url))
  expect(api?.url).toBe(`${url}/api/chatkit/message`)
  const leaving = new AbortController()
  const response = await fetch(api?.url ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${client_secret}` },
    body: JSON.stringify({ type: 'threads.create', params: { input: userInput('Hello') } }),
    signal: leaving.signal,
  })
  let arrived = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    arrived += chunk
    if (arrived.includes('"delta":"words"')) break
  }
  expect(arrived).toContain('"delta":"The first "')
  expect(arrived).not.toContain('"delta":"The first words"')
  leaving.abort()
})

test.runIf(hasNginx())(
  'the check finds nothing against this nginx, and finds out one that buffers',
  async () => {
    const step = { say: Array.from({ length: 6 }, (_, index) => `word ${index} `), pauseMs: 300 }
    const streaming = async (url: string) => {
      const site = await startSite()
      closing.push(site.close)
      site.routes['/'] = () =>
        page(`<script src="${url}/todo-chat.js" data-endpoint="${url}/api/chatkit"></script>`)
      for await (const finding of checkSite({ site: site.origin, reach: { fetch, origin: site.origin } })) {
        if (finding.subject === 'streaming') return finding
        expect(finding.status, finding.message).toBe('ok')
      }
      return undefined
    }
    expect(await streaming(await startBehindNginx(step))).toMatchObject({ status: 'ok' })
    // What nginx does by itself, for a server that does not ask it to do otherwise.
    const buffered = await startBehindNginx(step, (conf) =>
      conf
        .replace('proxy_buffering off;', 'proxy_ignore_headers X-Accel-Buffering;')
        .replace('proxy_http_version 1.1;', ''),
    )
    expect(await streaming(buffered)).toMatchObject({
      status: 'problem',
      fix: expect.stringContaining('proxy_buffering off'),
    })
  },
)
