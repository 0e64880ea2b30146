import type { Exhibit } from './gallery-exhibit.ts'
import { answer, doneCard, item, PICTURE, taskList, user, widget } from './gallery-items.ts'
import { asked, choice, MARKDOWN, open, pending, several, source } from './gallery-parts.ts'
import { WIDGETS } from './gallery-widget-exhibits.ts'

/** Everything the view can show, from recorded data. */
export const EXHIBITS: Exhibit[] = [
  {
    name: 'A new chat',
    about: 'Greeting, prompts, tools, models, disclaimer.',
    options: {
      startScreen: {
        greeting: 'What needs doing?',
        prompts: [
          { label: 'Add a task to buy groceries', prompt: 'Add groceries', icon: 'plus' },
          { label: 'What is pending?', prompt: 'What is pending?', icon: 'calendar' },
        ],
      },
      composer: {
        placeholder: 'Ask me to add, change or finish a task',
        tools: [{ id: 'search', label: 'Search the web', shortLabel: 'Search', icon: 'globe' }],
        models: [
          { id: 'quick', label: 'Quick', default: true },
          { id: 'careful', label: 'Careful' },
        ],
      },
      disclaimer: { text: 'Answers can be wrong.' },
    },
  },
  {
    name: 'A list of tasks',
    about: 'Checked in place, without a turn of the assistant.',
    items: [
      user('What is on my list?'),
      answer('Four tasks are open.'),
      widget(
        taskList([
          { id: 1, title: 'Water the plants on the balcony', due: 'today' },
          { id: 2, title: 'Send the offer to the client', due: 'Fri, 6 Mar' },
          { id: 3, title: 'Buy milk', completed: true },
          {
            id: 4,
            title: 'Renew the passport, and take the old one along with two photographs',
            due: 'in 3 weeks',
          },
          { id: 5, title: 'Call the dentist' },
        ]),
      ),
    ],
  },
  {
    name: 'What was just done',
    about: 'A card with the way back, and the same card after it was taken.',
    items: [
      user('And a longer list?'),
      widget(
        taskList(
          Array.from({ length: 9 }, (_, index) => ({
            id: index + 1,
            title: `Step ${index + 1} of the move`,
          })),
          3,
        ),
      ),
      user('Remove the last one'),
      widget(doneCard('Deleted', 'Step 9 of the move', undefined, true)),
      user('Add "Buy stamps" for tomorrow'),
      widget(doneCard('Added', 'Buy stamps', 'tomorrow, 4 Mar')),
    ],
  },
  {
    name: 'An answer',
    about: 'Markdown, sources, quoted reply, actions.',
    options: { threadItemActions: { feedback: true, retry: true } },
    height: 900,
    items: [
      user('Show me everything', 'the part about Sintra'),
      item({
        type: 'assistant_message',
        content: [
          {
            type: 'output_text',
            text: MARKDOWN,
            annotations: [
              source('Trams of Lisbon', 'https://example.com/trams'),
              source('Sintra', 'https://example.com/sintra'),
            ],
          },
        ],
      }),
    ],
  },
  {
    name: 'Work',
    about: 'Reasoning, steps, searches, tasks, pictures.',
    items: [
      user('Plan the weekend'),
      item({
        type: 'workflow',
        workflow: {
          type: 'reasoning',
          expanded: true,
          summary: { duration: 4 },
          tasks: [
            {
              type: 'thought',
              status_indicator: 'none',
              title: 'Compare the days',
              content: 'Sunday is drier.',
            },
            {
              type: 'web_search',
              status_indicator: 'complete',
              title_query: 'trains to Sintra',
              queries: ['trains to Sintra'],
              sources: [{ type: 'url', title: 'CP', url: 'https://example.com/cp' }],
            },
            {
              type: 'file',
              status_indicator: 'complete',
              sources: [{ type: 'file', title: 'Plan', filename: 'plan.pdf' }],
            },
          ],
        },
      }),
      item({
        type: 'task',
        task: { type: 'custom', status_indicator: 'complete', title: 'Sent the mail', icon: 'mail' },
      }),
      item({
        type: 'workflow',
        workflow: {
          type: 'custom',
          expanded: false,
          summary: { title: 'Looked at 3 lists', icon: 'search' },
          tasks: [],
        },
      }),
      item({ type: 'generated_image', image: { id: 'image_1', url: PICTURE } }),
    ],
  },
  {
    name: 'An answer under way',
    about: 'Running steps, streamed words, a picture in the making, stop.',
    says: {
      text: 'Take your time',
      isEndless: true,
      events: [
        pending({
          type: 'workflow',
          workflow: {
            type: 'custom',
            expanded: true,
            tasks: [{ type: 'custom', status_indicator: 'loading', title: 'Reading the list' }],
          },
        }),
        pending({ type: 'generated_image' }),
        pending({
          type: 'assistant_message',
          content: [{ type: 'output_text', text: 'So far I have found', annotations: [] }],
        }),
      ],
    },
  },
  {
    name: 'Notices and failures',
    about: 'What the server says in passing, and when something breaks.',
    says: {
      text: 'Hello?',
      events: [
        { type: 'notice', level: 'info', message: 'The list is shared with **two people**.' },
        { type: 'notice', level: 'warning', title: 'Almost there', message: '3 messages left today.' },
        { type: 'notice', level: 'danger', message: 'The calendar cannot be reached.' },
        { type: 'error', code: 'custom', message: 'The assistant is very busy just now.', allow_retry: true },
      ],
    },
  },
  {
    name: 'A question',
    about: 'In the place of the composer.',
    items: [user('Delete buy'), asked([choice])],
  },
  {
    name: 'Several questions',
    about: 'One at a time; above, how answers are kept.',
    items: [
      user('Book it'),
      asked(
        [
          { ...choice, answer: { values: ['3: Buy milk'], skipped: false } },
          { ...open, answer: { values: [], skipped: true } },
        ],
        'answered',
      ),
      answer('And now the days.'),
      asked([several, open]),
    ],
  },
  ...WIDGETS,
  { name: 'History', about: 'Search, open, rename, delete.', isHistory: true },
  {
    name: 'A locked chat',
    about: 'And from right to left.',
    options: { locale: 'ar' },
    status: { type: 'locked', reason: 'A colleague takes over.' },
    items: [
      user('مرحبا'),
      answer('هذه قائمتك.'),
      widget(
        taskList([
          { id: 1, title: 'شراء الحليب', due: 'اليوم' },
          { id: 2, title: 'Call the office', completed: true },
        ]),
      ),
    ],
  },
  {
    name: 'A closed chat',
    about: 'Nothing can be said any more.',
    status: { type: 'closed', reason: 'This chat was closed on Monday.' },
    items: [user('Thanks!'), answer('Any time.')],
  },
]
