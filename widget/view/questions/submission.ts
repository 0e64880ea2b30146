import type { StructuredInput } from '../../../server/chatkit/wire.ts'

/** What the visitor has picked and written for one question so far. */
export interface Draft {
  readonly chosen: readonly string[]
  readonly text: string
}

/** The answers to all questions of an item, as the server takes them. */
export interface Submission {
  status: 'answered' | 'skipped'
  answers: Record<string, { values: string[]; skipped: boolean }>
}

export const EMPTY_DRAFT: Draft = { chosen: [], text: '' }

/** The values a draft amounts to. An answer in the visitor's own words wins over a single choice. */
export function valuesOf(input: StructuredInput, { chosen, text }: Draft): string[] {
  const own = text.trim() ? [text.trim()] : []
  if (input.type !== 'multiple_choice') return own
  return input.multiple ? [...chosen, ...own] : [...own, ...chosen].slice(0, 1)
}

/** Puts the drafts together. A question without an answer counts as skipped; so does an item of none but those. */
export function toSubmission(
  inputs: readonly StructuredInput[],
  drafts: ReadonlyMap<string, Draft>,
): Submission {
  const answers = inputs.map((input) => {
    const values = valuesOf(input, drafts.get(input.id) ?? EMPTY_DRAFT)
    return [input.id, { values, skipped: values.length === 0 }] as const
  })
  const isAnswered = answers.some(([, { skipped }]) => !skipped)
  return { status: isAnswered ? 'answered' : 'skipped', answers: Object.fromEntries(answers) }
}
