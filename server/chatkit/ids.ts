/** Prefixes of the reference (`store.py`), by kind. */
export type IdPrefix = 'thr' | 'msg' | 'tc' | 'tsk' | 'wf' | 'atc' | 'shcx' | 'turn'

/** A new id: the prefix and 90 random bits. Always ours, never a provider's: those repeat. */
export const createId = (prefix: IdPrefix): string =>
  `${prefix}_${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`
