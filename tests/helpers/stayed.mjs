// Loaded into the program before it starts: tells how long each word of a model stays in it, from when it is read off
// the network until it is written. Words are left out during which other programs kept this one from running.
import { ServerResponse } from 'node:http'

/** A process that may run hears of it so often, in milliseconds, however little it has to do. */
const BEAT_MS = 2
/** So late the beat is when something else has the processor. */
const LATE_MS = 3
let lastBeat = performance.now()
let stalls = 0

function look() {
  const now = performance.now()
  if (now - lastBeat > BEAT_MS + LATE_MS) {
    stalls++
    lastBeat = now
  }
  return now
}
setInterval(() => {
  lastBeat = look()
}, BEAT_MS).unref()

/** A word of the model: a number of its own. */
const WORD = /"delta":"(\d+) "/g
/** When each word was read, by its number. */
const read = new Map()

const fetchOf = globalThis.fetch
globalThis.fetch = async (...request) => {
  const response = await fetchOf(...request)
  const decoder = new TextDecoder()
  const stamping = new TransformStream({
    transform(chunk, controller) {
      const at = look()
      for (const [, word] of decoder.decode(chunk, { stream: true }).matchAll(WORD)) {
        read.set(word, { at, stalls })
      }
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(stamping), response)
}

const { write, end } = ServerResponse.prototype
/** How long the words of an answer have stayed, in milliseconds; `null` for one that is left out. */
const stayed = new WeakMap()
ServerResponse.prototype.write = function (chunk, ...more) {
  const result = write.call(this, chunk, ...more)
  const now = look()
  const times = stayed.get(this) ?? []
  for (const [, word] of Buffer.from(chunk).toString().matchAll(WORD)) {
    const came = read.get(word)
    times.push(came.stalls === stalls ? now - came.at : null)
  }
  stayed.set(this, times)
  return result
}
ServerResponse.prototype.end = function (...more) {
  const times = stayed.get(this) ?? []
  if (times.length > 0) console.log(`stayed ${JSON.stringify(times)}`)
  return end.call(this, ...more)
}
