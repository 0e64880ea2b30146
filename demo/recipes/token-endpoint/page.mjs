/** Where the chat server is reached, such as https://chat.example.com. */
export const CHAT = process.env.CHAT_URL ?? 'http://localhost:8000'

/** A page of your site, with the chat in it. */
export const page = (chat) => `<!doctype html>
<meta charset="utf-8" />
<title>Shop</title>
<script src="${CHAT}/todo-chat.js" defer></script>
<h1>Shop</h1>
${chat}
`

/** The tag takes a new token from your endpoint whenever it asks for a session. */
export const CHAT_WITH_TOKENS = `<todo-chat endpoint="${CHAT}/api/chatkit"></todo-chat>
<script type="module">
  document.querySelector('todo-chat').getAuthToken = async () => (await fetch('/chat-token')).text()
</script>`
