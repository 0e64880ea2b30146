/** Everything the view itself says to a visitor. */
const en = {
  chat: 'Chat',
  newChat: 'New chat',
  history: 'Chat history',
  greeting: 'What can I help with today?',
  placeholder: 'Message the AI',
  conversation: 'Conversation',
  message: 'Message',
  send: 'Send message',
  stop: 'Stop answering',
  jumpToLatest: 'Jump to the latest message',
  loading: 'Loading…',
  thinking: 'Thinking…',
  youSaid: 'You said:',
  assistantSaid: 'Assistant said:',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  goodAnswer: 'Good answer',
  badAnswer: 'Bad answer',
  thanks: 'Thanks for telling us',
  answerAgain: 'Answer again',
  sources: 'Sources',
  worked: 'Worked on it',
  thought: 'Thought about it',
  thoughtFor: (seconds: number) => `Thought for ${seconds} s`,
  searchedFor: (query: string) => `Searched for ${query}`,
  readFiles: 'Read files',
  madeImage: 'Made an image',
  makingImage: 'Making an image…',
  image: 'Image',
  done: 'Done',
  notDone: 'Not done',
  replyingTo: 'Replying to',
  removeQuote: 'Remove the quote',
  choose: 'Choose…',
  showMore: (hidden: number) => `Show ${hidden} more`,
  fieldRequired: 'Fill this in.',
  fieldChoose: 'Choose one.',
  fieldEmail: 'Enter an e-mail address.',
  fieldUrl: 'Enter a web address.',
  fieldRange: 'Enter a value that is allowed here.',
  fieldFormat: 'This does not have the right form.',
  errorAction: 'That did not work. Try again.',
  model: 'Model',
  skip: 'Skip',
  skipped: 'Skipped',
  unanswered: 'Not answered',
  previous: 'Back',
  next: 'Next',
  position: (at: number, of: number) => `${at} of ${of}`,
  ownAnswer: 'Something else…',
  yourAnswer: 'Your answer',
  sendAnswer: 'Send answer',
  locked: 'This chat is locked.',
  closed: 'This chat is closed.',
  tryAgain: 'Try again',
  more: 'More',
  back: 'Back to the chat',
  searchChats: 'Search chats',
  noChats: 'No chats yet',
  noChatsHint: 'What you talk about is kept here.',
  nothingFound: 'No chat has that in its title.',
  untitled: 'Untitled chat',
  rename: 'Rename',
  renameOf: (title: string) => `Rename “${title}”`,
  title: 'Title',
  save: 'Save',
  cancel: 'Cancel',
  delete: 'Delete',
  deleteOf: (title: string) => `Delete “${title}”`,
  deleteQuestion: 'Delete this chat for good?',
  errorNetwork: 'Could not reach the chat. Check your connection, then try again.',
  errorLost: 'The connection was lost before the answer was complete.',
  errorAnswer: 'Something went wrong while answering.',
  errorRequest: 'Something went wrong. Try again in a moment.',
  errorSetup: 'This chat is not set up correctly.',
  /** What a button of the page does, by the shape of its icon. */
  icons: {
    back: 'Back',
    bug: 'Report a problem',
    chat: 'Chat',
    close: 'Close',
    collapse: 'Collapse',
    compose: 'New chat',
    dark: 'Dark mode',
    expand: 'Expand',
    history: 'Chat history',
    home: 'Home',
    light: 'Light mode',
    menu: 'Menu',
    settings: 'Settings',
    share: 'Share',
    sidebar: 'Sidebar',
    star: 'Favourites',
  } as Record<string, string>,
}

export type Words = typeof en

// One entry a language, by its primary subtag.
const LANGUAGES = new Map<string, Words>([['en', en]])

/** The words for a locale such as `pt-BR`; English when there are none. */
export function wordsFor(locale: string): Words {
  return LANGUAGES.get(languageOf(locale)) ?? en
}

const RTL_LANGUAGES = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

/** The direction a locale is written in. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RTL_LANGUAGES.has(languageOf(locale)) ? 'rtl' : 'ltr'
}

function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? ''
}
