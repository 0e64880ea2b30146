import type { Command, Target } from '../../server/tasks/commands/command.ts'
import type { Shift } from '../../server/tasks/shift-due.ts'

export type Table = [said: string, meant: Command][]

export const add = (...titles: string[]): Command => ({ tool: 'add_task', titles })
export const quoted = (title: string): Command => ({ tool: 'add_task', titles: [title], isQuoted: true })
export const described = (title: string, description: string): Command => ({
  tool: 'add_task',
  titles: [title],
  description,
})
export const all: Command = { tool: 'list_tasks', status: 'all' }
export const pending: Command = { tool: 'list_tasks', status: 'pending' }
export const completed: Command = { tool: 'list_tasks', status: 'completed' }
export const ids = (...numbers: number[]): Target => ({ ids: numbers })
export const named = (name: string): Target => ({ name })
export const every = (status: 'all' | 'pending' | 'completed'): Target => ({ every: status })
export const everyDue = (due: string): Target => ({ every: 'all', due })
export const allBut = (but: Target): Target => ({ every: 'all', but })
export const last: Target = { last: true }
export const them: Target = { them: true }
export const complete = (target: Target): Command => ({ tool: 'complete_task', target, completed: true })
export const reopen = (target: Target): Command => ({ tool: 'complete_task', target, completed: false })
export const remove = (target: Target): Command => ({ tool: 'delete_task', target })
export const retitle = (target: Target, title: string): Command => ({ tool: 'update_task', target, title })
export const describeAs = (target: Target, description: string): Command => ({
  tool: 'update_task',
  target,
  description,
})
export const due = (target: Target, when: string | null): Command => ({
  tool: 'update_task',
  target,
  due: when,
})
export const shift = (target: Target, count: number, unit: Shift['unit']): Command => ({
  tool: 'update_task',
  target,
  shift: { count, unit },
})
export const incomplete = (verb: 'add' | 'complete' | 'delete' | 'update'): Command => ({
  tool: 'incomplete',
  intent: `${verb}_task`,
})
export const help: Command = { tool: 'help' }
export const thanks: Command = { tool: 'thanks' }
export const yes: Command = { tool: 'yes' }
export const no: Command = { tool: 'no' }
