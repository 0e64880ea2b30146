/**
 * Random numbers that are the same for the same seed. Print the seed when a test fails.
 *
 * Every run of the suite uses the same numbers, so that it fails only for what changed. `TODO_CHAT_SEED`
 * sets others: a number, or `random` to look for what no run has met yet.
 */
export class Random {
  readonly seed: number
  #state: number

  constructor(seed = seedOfRun()) {
    this.seed = seed
    this.#state = seed
  }

  /** From 0 to 1, without 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T
  }
}

function seedOfRun(): number {
  const given = process.env.TODO_CHAT_SEED ?? '1'
  return given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given)
}
