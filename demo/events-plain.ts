/** What must not be read from a screen that is shared, nor from a log that is sent to somebody. */
const SECRET = /^(authorization|client_secret|visitor)$/i
/** What makes a link to a file good for whoever has it. */
const SIGNATURE = /(?<=[?&]signature=)[^&#\s]+/g
/** How much of a secret is shown, to tell it from another one. */
const SHOWN = 6

/** A copy of anything as plain data: secrets cut short, errors spelled out, functions left out. */
export function toPlain(value: unknown): unknown {
  const json = JSON.stringify(value, (key, inner: unknown) => {
    if (inner instanceof Error) return { ...inner, name: inner.name, message: inner.message }
    if (typeof inner !== 'string') return inner
    return SECRET.test(key) ? cut(inner) : inner.replace(SIGNATURE, '…')
  })
  return json === undefined ? null : JSON.parse(json)
}

function cut(secret: string): string {
  const scheme = /^Bearer /i.exec(secret)?.[0] ?? ''
  return `${scheme}${secret.slice(scheme.length, scheme.length + SHOWN)}…`
}
