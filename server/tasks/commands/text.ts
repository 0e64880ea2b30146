import { pattern } from './pattern.ts'

const LEAD = pattern(`^(?:(?:please|pls|plz|kindly|hi|hello|hey|yo|there|assistant|ok|okay|alright|great|
  thanks|thank you|yes|yeah|sure|no|oh|oops|so|well|now|then|and|also|just|actually|sorry|wait|
  (?:can|could|would|will) (?:you|u|i|we)(?! mind)|would you mind|may i|let me|lemme|let's|go ahead and|
  good (?:morning|afternoon|evening)|help me(?= add| create| remember)|
  i (?:want|need|would like|'d like) you to|(?:i want to|i wanna)(?= add )|
  know(?= wh| how)|(?:tell|show|remind) me(?= wh| how| any))(?:[ ,.!:]+|$))+`)
const COURTESY = /(?<!\b(?:say|saying|send|give|for))[ ,.!]+(?:please|pls|plz|thanks|thank you|thx|for me)$/iu
const COURTESY_LENGTH = 24

/** One line, or several, without the white space that makes patterns slow. */
export function tidy(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

/** The request without the manners around it. */
export function strip(text: string): string {
  let request = trimEnd(text.replace(LEAD, ''))
  for (;;) {
    const courtesy = COURTESY.exec(request.slice(-COURTESY_LENGTH))
    if (!courtesy) return request
    request = trimEnd(request.slice(0, -courtesy[0].length))
  }
}

export function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' .,;:!?…'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

export function unquote(text: string): string {
  const isQuoted = /^(?:["“”„«].+["“”»]|[`‘’'].+[`‘’'])$/u.test(text)
  const inner = text.slice(1, -1)
  // 'milk' and 'eggs' begins and ends with a quote, and is not one quotation.
  return isQuoted && !/["“”‘’'] .*["“”‘’']/u.test(inner) ? inner.trim() : text
}

export function toTitle(text: string): string {
  const bare = unquote(trimEnd(text).replace(/^[ :,;–—-]+|[ (,–—-]{1,3}$/gu, ''))
  const title = /^["“”„«»`‘’']+$/u.test(bare) ? '' : bare.replace(/^to /iu, '').replace(/\.$/, '')
  // "iPhone" and "https://…" are spelled as they are.
  const isSpelled = /^\S*(?:\p{Lu}|:\/\/)/u.test(title)
  return isSpelled ? title : title.replace(/^./u, (letter) => letter.toUpperCase())
}
