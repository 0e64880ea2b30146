import 'todo-chat'
import type { GlobalComponents } from 'vue'

type Props = InstanceType<GlobalComponents['todo-chat']>['$props']
export const ok: Props = {
  'auth-token': 'token',
  mode: 'inline',
  onTodoChatOpen: (event) => event.preventDefault(),
}
// @ts-expect-error: no such mode
export const bad: Props = { mode: 'sidebar' }
