// Types of the tag `<todo-chat>` for those who write HTML in TypeScript. Each framework is told in its own module,
// which is there where the framework is.
import type { TodoChat, TodoChatAttributes, TodoChatEvents } from './index.ts'

type Settable = Exclude<keyof TodoChatAttributes, keyof HTMLElement | keyof import('lit').ReactiveElement>
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name
type Capital<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Capital<Rest>}`
  : Capitalize<Name>

/** What an attribute may be written as: a number in digits, a flag that is on as an empty text. */
type Written<Value> =
  | Value
  | (Value extends number ? `${Value}` : Value extends boolean ? '' | 'true' | 'false' : never)

/** Properties, and attributes by both of their names: objects and functions are properties alone. */
type Values = { [Name in Settable]?: TodoChatAttributes[Name] | undefined } & {
  [Name in Exclude<Settable, 'options' | 'context' | 'getAuthToken'> as Kebab<Name>]?:
    | Written<TodoChatAttributes[Name]>
    | undefined
} & { nonce?: string | undefined }

/** `ontodo-chat-open`, as React 19 and Svelte 5 listen to events of custom elements. */
type Listeners = { [Name in keyof TodoChatEvents as `on${Name}`]?: (event: TodoChatEvents[Name]) => void }

/** `@todo-chat-open`, as Vue does. It has no such way to listen to what has a dot in its name. */
type VueListeners = {
  [Name in keyof TodoChatEvents as Name extends `${string}.${string}` ? never : `on${Capital<Name>}`]?: (
    event: TodoChatEvents[Name],
  ) => void
}
// @ts-ignore: an error only where Vue is not installed.
type VueAttributes = import('vue').HTMLAttributes & import('vue').PublicProps

// @ts-ignore: an error only where React is not installed.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore: likewise.
      'todo-chat': DetailedHTMLProps<HTMLAttributes<TodoChat>, TodoChat> & Values & Listeners
    }
  }
}

// @ts-ignore: an error only where Svelte is not installed.
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    // @ts-ignore: likewise.
    'todo-chat': HTMLAttributes<TodoChat> & Values & Listeners
  }
}

// @ts-ignore: an error only where Vue is not installed.
declare module 'vue' {
  interface GlobalComponents {
    // @ts-ignore: likewise.
    'todo-chat': new () => TodoChat & { $props: VueAttributes & Values & VueListeners }
  }
}
