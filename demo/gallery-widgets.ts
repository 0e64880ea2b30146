import { atOnce, PICTURE } from './gallery-items.ts'

const tones = ['secondary', 'success', 'danger', 'warning', 'info', 'discovery']
const badges = (variant: string) => ({
  type: 'Row',
  wrap: 'wrap',
  gap: 2,
  children: tones.map((color) => ({ type: 'Badge', label: color, color, variant })),
})

export const WORDS = {
  type: 'Card',
  status: { text: 'From your notes', icon: 'notebook' },
  children: [
    { type: 'Title', value: 'A weekend in Lisbon', size: 'lg' },
    { type: 'Text', value: 'Two days, one tram ticket, and a list of places that open before nine.' },
    {
      type: 'Text',
      value: 'Struck through, small and secondary.',
      size: 'sm',
      color: 'secondary',
      lineThrough: true,
    },
    {
      type: 'Text',
      value: 'In italics, and cut after one line however much there is to say about it.',
      italic: true,
      truncate: true,
    },
    { type: 'Caption', value: 'Changed yesterday' },
    { type: 'Divider' },
    {
      type: 'Markdown',
      value: 'Words can be **marked** and *linked*: [a page](https://example.com).\n\n- first\n- second',
    },
    badges('soft'),
    badges('solid'),
    badges('outline'),
    {
      type: 'Row',
      gap: 3,
      children: ['calendar', 'check-circle', 'lightbulb', 'map-pin', 'star', 'mail'].map((name) => ({
        type: 'Icon',
        name,
        size: 'xl',
        color: 'secondary',
      })),
    },
  ],
}

export const LAYOUT = {
  type: 'Card',
  children: [
    { type: 'Image', src: PICTURE, alt: 'Hills in the morning', flush: true, height: 140, fit: 'cover' },
    {
      type: 'Row',
      children: [
        {
          type: 'Box',
          background: { light: 'green-100', dark: 'green-800' },
          radius: 'lg',
          padding: 3,
          children: [{ type: 'Icon', name: 'map-pin', size: 'lg' }],
        },
        {
          type: 'Col',
          gap: 0,
          children: [
            { type: 'Text', value: 'Hills of Sintra', weight: 'semibold' },
            { type: 'Caption', value: '28 km, a whole day' },
          ],
        },
        { type: 'Spacer' },
        { type: 'Badge', label: 'open', color: 'success' },
      ],
    },
    {
      type: 'Row',
      justify: 'between',
      border: { top: 1 },
      padding: { top: 3 },
      children: [
        { type: 'Caption', value: 'Fare' },
        { type: 'Transition', children: { type: 'Text', value: '€ 4.60', weight: 'semibold' } },
      ],
    },
  ],
}

export const BUTTONS = {
  type: 'Card',
  size: 'lg',
  children: ['solid', 'soft', 'outline', 'ghost'].map((variant) => ({
    type: 'Row',
    wrap: 'wrap',
    gap: 2,
    children: ['primary', 'secondary', 'success', 'danger', 'info', 'discovery'].map((color) => ({
      type: 'Button',
      label: color,
      color,
      variant,
      size: 'sm',
      onClickAction: atOnce('noop'),
    })),
  })),
}

export const MORE_BUTTONS = {
  type: 'Card',
  children: [
    { type: 'Button', label: 'The whole width', style: 'primary', block: true, iconStart: 'plus' },
    {
      type: 'Row',
      gap: 2,
      children: [
        { type: 'Button', label: 'Pill', pill: true, iconEnd: 'chevron-right' },
        { type: 'Button', iconStart: 'calendar', uniform: true, variant: 'outline' },
        { type: 'Button', label: 'Disabled', disabled: true },
      ],
    },
  ],
}

const cell = (value: string, align = 'start') => ({
  type: 'Table.Cell',
  align,
  children: [{ type: 'Text', value }],
})
const row = (cells: string[], header = false) => ({
  type: 'Table.Row',
  header,
  children: cells.map((value, index) => cell(value, index === 2 ? 'end' : 'start')),
})

export const TABLE = {
  type: 'Card',
  size: 'full',
  children: [
    {
      type: 'Table',
      children: [
        row(['Day', 'Where', 'Fare'], true),
        row(['Sat', 'Alfama', '€ 3']),
        row(['Sun', 'Sintra', '€ 4.60']),
      ],
    },
  ],
}

export const COLLAPSED = {
  type: 'Card',
  collapsed: true,
  status: { text: 'Booked for Saturday', icon: 'check-circle' },
  children: [{ type: 'Text', value: 'Two seats, by the window.' }],
}

export const OTHER_SCHEME = {
  type: 'Card',
  theme: 'dark',
  background: 'linear-gradient(140deg, #16324a, #2a6478)',
  children: [
    { type: 'Caption', value: 'Lisbon, now', color: '#d5e6f2' },
    { type: 'Title', value: '19°', size: '3xl', color: '#ffffff' },
    { type: 'Text', value: 'Clear until the evening', color: '#ffffff' },
  ],
}

export const PLACES = {
  type: 'ListView',
  status: { text: '3 places nearby', icon: 'maps' },
  children: ['Miradouro da Graça', 'Jardim da Estrela', 'LX Factory'].map((value, index) => ({
    type: 'ListViewItem',
    key: `${index}`,
    onClickAction: atOnce('places.open', { index }),
    children: [
      {
        type: 'Row',
        gap: 3,
        children: [
          { type: 'Image', src: PICTURE, alt: '', size: 44, radius: 'md' },
          {
            type: 'Col',
            gap: 0,
            children: [
              { type: 'Text', value, weight: 'medium' },
              { type: 'Caption', value: `${index + 1}.2 km` },
            ],
          },
          { type: 'Spacer' },
          { type: 'Icon', name: 'chevron-right', color: 'secondary' },
        ],
      },
    ],
  })),
}

export const PLAIN = {
  type: 'Basic',
  gap: 2,
  children: [
    { type: 'Text', value: 'Without a frame around it.', weight: 'medium' },
    {
      type: 'Row',
      gap: 2,
      children: [
        { type: 'Badge', label: 'Basic', color: 'info' },
        { type: 'Caption', value: 'a root of its own' },
      ],
    },
    { type: 'SomethingNew', label: 'What a view does not know is drawn as its text.' },
  ],
}
