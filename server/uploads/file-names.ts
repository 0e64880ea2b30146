const MAX_NAME = 200
const MAX_EXTENSION = 20

/** Control characters, and those that turn the direction of text, which show "gnp.exe" as "exe.png". */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** The name of an upload as it is kept and shown: no folders, nothing invisible, at most 200 characters. */
export function cleanName(name: string): string {
  const base = name.toWellFormed().replace(INVISIBLE, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  const visible = base.replace(/^\.+$/, '') || 'file'
  if (visible.length <= MAX_NAME) return visible
  const dot = visible.lastIndexOf('.')
  const extension = dot > 0 && visible.length - dot <= MAX_EXTENSION ? visible.slice(dot) : ''
  // Cutting may leave half a character.
  return visible.slice(0, MAX_NAME - extension.length).replace(/[\ud800-\udbff]$/, '') + extension
}

/** For the header `content-disposition`, which knows only ASCII and its own way to say more. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
