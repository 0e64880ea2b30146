import type { ThreadStreamEvent } from '../server/chatkit/wire.ts'
import { item } from './gallery-items.ts'

export const MARKDOWN = `# Everything in an answer

It has **strong** and *soft* words, ~~old ones~~, \`code\`, and [links](https://example.com).

1. first
2. second
   - nested

- [x] done
- [ ] not done

> A quote, as it was said.

| Day | Place | Fare |
| --- | :---: | ---: |
| Sat | Alfama | € 3 |
| Sun | Sintra | € 4.60 |

\`\`\`ts
const left = tasks.filter((task) => !task.completed)
\`\`\`
`

export const source = (title: string, url: string) => ({
  type: 'annotation',
  source: { type: 'url', title, url },
  index: 0,
})
export const choice = {
  type: 'multiple_choice',
  id: 'which',
  question: 'Which task do you mean?',
  options: [{ value: '3: Buy milk' }, { value: '4: Buy stamps' }, { value: '7: Buy a ticket to Sintra' }],
  multiple: false,
}
export const several = {
  type: 'multiple_choice',
  id: 'days',
  question: 'On which days?',
  options: [{ value: 'Saturday' }, { value: 'Sunday' }, { value: 'Monday' }],
  multiple: true,
}
export const open = {
  type: 'freeform',
  id: 'note',
  question: 'Anything else?',
  description: 'Say it in your own words.',
}
export const asked = (inputs: object[], status = 'pending') =>
  item({ type: 'structured_input', status, inputs })

export const pending = (fields: object): ThreadStreamEvent => ({
  type: 'thread.item.added',
  item: item(fields),
})
