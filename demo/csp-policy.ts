/** A Content-Security-Policy: directive → its values. */
export type Policy = Map<string, string>

export function parsePolicy(header: string): Policy {
  return new Map(
    header.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(/\s+/)
      return [name, values.join(' ')]
    }),
  )
}

/** One directive a line, as it is allowed in the configuration of most servers. */
export function printPolicy(policy: Policy): string {
  return [...policy].map(([name, values]) => `${name} ${values}`).join(';\n')
}

/** The same policy for a page whose chat is drawn by OpenAI's script and frame, which come from this origin. */
export function forChatKit(policy: Policy, origin: string): Policy {
  const widened = new Map(policy)
  for (const name of ['script-src', 'connect-src', 'frame-src']) {
    widened.set(name, `${policy.get(name) ?? ''} ${origin}`.trim())
  }
  // That script is not ours, and may change any day: nothing is promised of it under Trusted Types.
  widened.delete('require-trusted-types-for')
  widened.delete('trusted-types')
  return widened
}

/** What each directive of the page is for; code stands between backquotes. */
export const WORDS: Record<string, string> = {
  'default-src': 'What is not named below is forbidden: frames, fonts, media, workers.',
  'script-src':
    'A script runs if it carries the random value of this one answer. The chat takes it from its own tag and puts it ' +
    'on what it loads. No `unsafe-inline`, no `unsafe-eval`.',
  'style-src': 'The stylesheets of this page. The chat needs none: its styles are constructed, not written.',
  'connect-src': 'The chat server. Where that is not on your own site, its origin stands here.',
  'img-src': 'Pictures that visitors upload, from the chat server. `data:` is the empty icon of this page.',
  'base-uri': 'Nobody can bend the relative addresses of the page. The chat does not need it.',
  'form-action': 'No form is sent anywhere. The chat sends none.',
  'frame-ancestors': 'No other site can put this page in a frame. The chat does not mind.',
  'require-trusted-types-for': 'No string becomes script or markup by itself.',
  'trusted-types': 'The one name under which the chat hands over what it loads and draws.',
}
