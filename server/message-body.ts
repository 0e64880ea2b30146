import { ChatError } from './errors.ts'

/** Largest body of a request, in bytes. */
export const MAX_BODY = 1024 * 1024
/** Largest body of a message that carries a recording: eleven million bytes of sound, as base64. */
export const MAX_BODY_WITH_AUDIO = 15 * 1024 * 1024

/**
 * Holds a message to the size of any other request once its recording is taken out. Looked at before it is
 * parsed: fifteen million brackets would take a gigabyte as objects, one string of that length takes itself.
 */
export function checkMessageSize(text: string): void {
  if (text.length <= MAX_BODY) return
  // In JSON this key cannot be part of a string, so what follows is a string, up to its first quote.
  const key = /"audio_base64"\s*:\s*"/.exec(text)
  const start = key ? key.index + key[0].length : 0
  const audio = key ? text.indexOf('"', start) - start : 0
  if (text.length - audio > MAX_BODY) throw tooLarge()
}

/** The key alone makes no recording: it may stand in anything that a client sends to be kept. */
export function checkRecording(text: string, type: string): void {
  if (text.length > MAX_BODY && type !== 'input.transcribe') throw tooLarge()
}

const tooLarge = () =>
  new ChatError('too_large', `A message may have ${MAX_BODY} bytes at most, beside a recording.`)
