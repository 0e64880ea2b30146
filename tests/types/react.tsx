import 'todo-chat'

interface Page {
  plan: string
}
const page: Page = { plan: 'pro' }

export const ok = (
  <todo-chat
    auth-token="token"
    mode="inline"
    accent-level="2"
    hide-header=""
    context={page}
    options={{ header: { enabled: false } }}
    ontodo-chat-open={(event) => event.preventDefault()}
  />
)
// @ts-expect-error: no such level
export const high = <todo-chat accent-level="9" />
// @ts-expect-error: no such mode
export const bad = <todo-chat mode="sidebar" />
