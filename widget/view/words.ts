/** Everything the view itself says to a visitor. What is in braces is put in when it is said. */
export const en = {
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
  thoughtFor: 'Thought for {time}',
  searchedFor: 'Searched for {query}',
  readFiles: 'Read files',
  madeImage: 'Made an image',
  makingImage: 'Making an image…',
  image: 'Image',
  done: 'Done',
  notDone: 'Not done',
  replyingTo: 'Replying to',
  removeQuote: 'Remove the quote',
  choose: 'Choose…',
  showMore: 'Show {n} more',
  fieldRequired: 'Fill this in.',
  fieldChoose: 'Choose one.',
  fieldEmail: 'Enter an e-mail address.',
  fieldUrl: 'Enter a web address.',
  fieldRange: 'Enter a value that is allowed here.',
  fieldFormat: 'This does not have the right form.',
  errorAction: 'That did not work. Try again.',
  model: 'Model',
  tools: 'Tools',
  commands: 'Commands',
  mention: 'Mention',
  mentions: 'Things to mention',
  noMatches: 'Nothing found',
  attachments: 'Attachments',
  attach: 'Attach files',
  dropHere: 'Drop files here',
  uploading: 'Uploading {name}',
  uploadAgain: 'Upload {name} again',
  remove: 'Remove {name}',
  sendsLater: 'Sends as soon as the upload is finished',
  fileFailed: '{name} could not be uploaded.',
  fileTooLarge: '{name} is larger than {size}.',
  fileRefused: '{name} is of a kind that cannot be attached here.',
  tooManyFiles: 'Maximum number of files in a message: {n}.',
  dictate: 'Dictate',
  recording: 'Recording',
  transcribing: 'Turning speech into text…',
  endDictation: 'Stop and insert the text',
  dropDictation: 'Discard the recording',
  errorMicrophone: 'The microphone cannot be used. Allow it in the browser, then try again.',
  errorDictation: 'The recording could not be turned into text. Try again.',
  skip: 'Skip',
  skipped: 'Skipped',
  unanswered: 'Not answered',
  previous: 'Back',
  next: 'Next',
  position: '{at} of {n}',
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
  renameOf: 'Rename “{title}”',
  title: 'Title',
  save: 'Save',
  cancel: 'Cancel',
  deleteOf: 'Delete “{title}”',
  deleted: 'Deleted “{title}”',
  undo: 'Undo',
  errorNetwork: 'Could not reach the chat. Check your connection, then try again.',
  errorLost: 'The connection was lost before the answer was complete.',
  errorAnswer: 'Something went wrong while answering.',
  errorRequest: 'Something went wrong. Try again in a moment.',
  errorSetup: 'This chat is not set up correctly.',
  errorSignedOut: 'You are not signed in. Sign in on this site, then try again.',
  errorBusy: 'The chat is busy right now. Wait a moment, then try again.',
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

/** Puts values into the places that a wording has for them. */
export function fill(wording: string, values: Record<string, string>): string {
  return wording.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** A number as it is written in a locale, with its unit if it has one. */
export function formatNumber(locale: string, value: number, unit?: string): string {
  const style = unit && { style: 'unit', unit, unitDisplay: 'short' }
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: 1,
    ...style,
  } as Intl.NumberFormatOptions).format(value)
}

const RTL_LANGUAGES = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

/** The direction a locale is written in. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RTL_LANGUAGES.has(languageOf(locale)) ? 'rtl' : 'ltr'
}

function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? ''
}
