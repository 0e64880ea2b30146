import type { Look } from './snippets.ts'

/** What is said for one user must not travel in a link. */
const SECRET = /token|secret/

/** The look as the hash of an address, which no server gets to see. */
export function toHash(look: Look): string {
  const shared = Object.entries(look).filter(([name]) => !SECRET.test(name))
  return shared.length ? `#${new URLSearchParams(shared)}` : ''
}

export function fromHash(hash: string): Look {
  return Object.fromEntries(new URLSearchParams(hash.slice(1)))
}
