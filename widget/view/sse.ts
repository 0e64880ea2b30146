/** Splits an event stream into the `data` of its events. Text may arrive cut anywhere. */
export class SseParser {
  #rest = ''
  #data: string[] = []

  /** Takes the next piece of text, gives the events that it completes. */
  push(text: string): string[] {
    this.#rest += text
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    return lines.flatMap((line) => this.#takeLine(line))
  }

  /** Ends the stream. A last event without its blank line is incomplete, and dropped as the standard says. */
  end(): string[] {
    return this.#rest.endsWith('\r') ? this.push('\n') : []
  }

  #takeLine(line: string): string[] {
    if (line === '') {
      const data = this.#data.join('\n')
      this.#data = []
      return data === '' ? [] : [data]
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    if (field === 'data') this.#data.push(colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, ''))
    return []
  }
}

/** Reads the events of a response body, and lets the body go when its reader leaves. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const parser = new SseParser()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield* parser.push(decoder.decode(next.value, { stream: true }))
    }
    yield* parser.push(decoder.decode())
    yield* parser.end()
  } finally {
    // Cancelling a body that already failed rejects with the same failure.
    await reader.cancel().catch(() => undefined)
  }
}
