import 'todo-chat'
import type { SvelteHTMLElements } from 'svelte/elements'

export const ok: SvelteHTMLElements['todo-chat'] = { 'auth-token': 'token', mode: 'inline' }
// @ts-expect-error: no such mode
export const bad: SvelteHTMLElements['todo-chat'] = { mode: 'sidebar' }
