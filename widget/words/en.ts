import type { Words } from './words.ts'

export const en: Words = {
  chat: 'Chat',
  close: 'Close chat',
  loading: 'Loading chat…',
  retry: 'Try again',
  expand: 'Expand chat',
  collapse: 'Shrink chat',
  unread: '{n} unread',
  what: {
    offline: 'The chat could not load',
    busy: 'The chat is busy right now',
    signedOut: 'You are not signed in',
    off: 'The chat is not available here',
  },
  next: {
    offline: 'Check your connection, or try another network.',
    busy: 'Wait a moment, then try again.',
    signedOut: 'Sign in on this site, then try again.',
    off: 'Please let the owner of this site know.',
  },
}
