/** Prefixes of the reference (`store.py`), by kind. */
export type IdPrefix = 'thr' | 'msg' | 'tc' | 'tsk' | 'wf' | 'atc' | 'shcx' | 'turn'

/** A new id: the prefix and 96 random bits. Always ours, never a provider's: those repeat. */
export function createId(prefix: IdPrefix): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${prefix}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
