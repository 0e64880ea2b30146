import type { FontObject } from '@openai/chatkit'

/** Loads the page's fonts for the chat. The same font is asked for once, however often options are set. */
export class FontLoader {
  #loaded = new Map<string, FontFace>()

  load(sources: readonly FontObject[]) {
    for (const source of sources) {
      const key = JSON.stringify(source)
      if (this.#loaded.has(key)) continue
      const face = new FontFace(source.family, `url(${JSON.stringify(source.src)})`, {
        weight: `${source.weight ?? 'normal'}`,
        style: source.style ?? 'normal',
        display: source.display ?? 'swap',
        unicodeRange: source.unicodeRange ?? 'U+0-10FFFF',
      })
      this.#loaded.set(key, face)
      document.fonts.add(face)
    }
  }

  /** Takes the fonts away again. */
  unload() {
    for (const face of this.#loaded.values()) document.fonts.delete(face)
    this.#loaded.clear()
  }
}
