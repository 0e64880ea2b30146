import type { Exhibit } from './gallery-exhibit.ts'
import * as forms from './gallery-forms.ts'
import { user, widget } from './gallery-items.ts'
import * as widgets from './gallery-widgets.ts'

/** Every component of a widget. */
export const WIDGETS: Exhibit[] = [
  {
    name: 'Words',
    about: 'Text, Title, Caption, Markdown, Badge, Icon, Divider.',
    height: 780,
    items: [user('Words'), widget(widgets.WORDS)],
  },
  {
    name: 'Layout',
    about: 'Card, Box, Row, Col, Spacer, Image, Transition.',
    items: [user('Layout'), widget(widgets.LAYOUT), widget(widgets.PLAIN)],
  },
  {
    name: 'Buttons',
    about: 'Every variant and colour.',
    items: [user('Buttons'), widget(widgets.BUTTONS), widget(widgets.MORE_BUTTONS)],
  },
  {
    name: 'A form',
    about: 'Every field, checked in our own words when it is sent.',
    height: 860,
    items: [user('A form'), widget(forms.FORM)],
  },
  {
    name: 'Charts',
    about: 'Bars, areas and lines.',
    height: 780,
    items: [user('Charts'), widget(forms.BARS), widget(forms.LINES)],
  },
  {
    name: 'Lists, tables, cards',
    about: 'Rows that can be chosen, a table, a closed card, a card in its own scheme.',
    height: 1020,
    items: [
      user('And more'),
      widget(widgets.PLACES),
      widget(widgets.TABLE),
      widget(widgets.COLLAPSED),
      widget(widgets.OTHER_SCHEME),
    ],
  },
]
