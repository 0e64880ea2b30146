import { fileTypeFromBuffer } from 'file-type/core'
import { ChatError } from '../errors.ts'

/** Images that a browser only draws: nothing in them can run. SVG is none of them. */
const RASTER_IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']
/** Types that have no magic numbers, only characters. */
const TEXTS = ['text/plain', 'text/markdown', 'text/csv', 'application/json']

/** What may be uploaded when nobody says otherwise. */
export const DEFAULT_ACCEPT = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  ...TEXTS,
]

/** By what browsers and systems call them, or leave it to the name. */
const ALIASES: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/apng': 'image/png',
  'text/x-markdown': 'text/markdown',
  'text/json': 'application/json',
  'application/csv': 'text/csv',
}
const BY_EXTENSION: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
}
/** Types that say nothing. Where Excel is installed, Windows gives its type to every CSV file. */
const VAGUE = ['', 'application/octet-stream', 'application/vnd.ms-excel']

export const isImage = (type: string): boolean => RASTER_IMAGES.includes(type)
export const isText = (type: string): boolean => TEXTS.includes(type) || type.startsWith('text/')

/** The type a client declares, in its usual spelling; where it declares none, the one the name stands for. */
export function declaredType(mimeType: string, name: string): string {
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? ''
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return ALIASES[type] ?? (VAGUE.includes(type) ? BY_EXTENSION[extension] : undefined) ?? type
}

/** The type to be served with: what could run in a browser is only bytes. */
export const servedType = (type: string): string => {
  if (isText(type)) return TEXTS.includes(type) ? `${type}; charset=utf-8` : 'application/octet-stream'
  return isImage(type) || type === 'application/pdf' ? type : 'application/octet-stream'
}

/** @throws ChatError `unsupported_media_type` for a type that is not accepted. */
export function checkType(type: string, accept: string[]): void {
  if (accept.includes(type)) return
  const names = accept.map((accepted) => accepted.split('/')[1]).join(', ')
  throw new ChatError('unsupported_media_type', `This kind of file is not accepted. These are: ${names}.`)
}

/** @throws ChatError `unsupported_media_type` when the content is not of the declared type. */
export async function checkContent(bytes: Uint8Array, type: string): Promise<void> {
  // The head is enough for every type we accept, and keeps the detection from unpacking archives.
  const head = bytes.subarray(0, 4100)
  const detected = await detect(head)
  const otherwise = detected === type ? undefined : ''
  const why = isText(type) ? whyNoText(bytes, type, detected) : otherwise
  if (why === undefined) return
  throw new ChatError('unsupported_media_type', `The content of this file is not ${type}.${why}`)
}

async function detect(head: Uint8Array): Promise<string | undefined> {
  const mime = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime
  return mime && (ALIASES[mime] ?? mime)
}

/**
 * Why this is no text of the type, or `undefined` when it is. Detected types are only believed where they are sure: "BM"
 * at the start of a text makes no bitmap.
 */
function whyNoText(bytes: Uint8Array, type: string, detected: string | undefined): string | undefined {
  if (detected && (isImage(detected) || detected === 'application/pdf')) return ` It is ${detected}.`
  const text = bytes.includes(0) ? undefined : decode(bytes)
  if (text === undefined) return ' Text has to be UTF-8.'
  if (type === 'application/json') return JSON_START.test(text) ? undefined : ' It does not begin like JSON.'
  return MARKUP.test(text) ? ' It begins like a web page or a drawing, which a browser could run.' : undefined
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const MARKUP = /^\s*<(!doctype|html|head|body|script|svg|\?xml)\b/i

/** JSON is judged by how it begins: parsing millions of brackets would cost more than the file is worth. */
const JSON_START = /^\s*["[{\-\dtfn]/
