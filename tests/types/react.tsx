import 'todo-chat'

export const ok = (
  <todo-chat
    auth-token="token"
    mode="inline"
    options={{ header: { enabled: false } }}
    ontodo-chat-open={(event) => event.preventDefault()}
  />
)
// @ts-expect-error: no such mode
export const bad = <todo-chat mode="sidebar" />
