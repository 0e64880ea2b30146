import type { StartScreenPrompt } from '@openai/chatkit'

/** Reads `A|B|C`, or a JSON array of prompts or plain strings. Throws when JSON is broken. */
export function parsePrompts(
  prompts: string | StartScreenPrompt[] | null | undefined,
): StartScreenPrompt[] | undefined {
  if (!prompts) return undefined
  const list: unknown =
    typeof prompts !== 'string' ? prompts : /^\s*\[/.test(prompts) ? JSON.parse(prompts) : prompts.split('|')
  return (list as (string | StartScreenPrompt)[]).map((entry) => {
    if (typeof entry !== 'string') return entry
    return { label: entry.trim(), prompt: entry.trim() }
  })
}
