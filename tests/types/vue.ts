import 'todo-chat'
import type { GlobalComponents } from 'vue'

type Chat = InstanceType<GlobalComponents['todo-chat']>
type Props = Chat['$props']
export const ok: Props = {
  'auth-token': 'token',
  mode: 'inline',
  getAuthToken: () => 'token',
  onTodoChatOpen: (event) => event.preventDefault(),
  hidden: true,
  id: 'chat',
  class: 'wide',
  onClick: (event) => event.preventDefault(),
  key: 1,
}
export const show = (chat: Chat): Promise<void> => chat.show()
// @ts-expect-error: no such mode
export const bad: Props = { mode: 'sidebar' }
// @ts-expect-error: a property, no attribute
export const attribute: Props = { 'get-auth-token': () => 'token' }
// @ts-expect-error: Vue has no such way to name what has a dot in its name
export const dotted: Props = { onChatkitReady: () => {} }
