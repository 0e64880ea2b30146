import Script from 'next/script'

export default function Page() {
  return (
    <main>
      <h1>Shop</h1>
      <Script src="/todo-chat.js" />
      <todo-chat endpoint="/api/chatkit" session-url="/chat-session" />
    </main>
  )
}
