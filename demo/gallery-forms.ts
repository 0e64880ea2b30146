import { atOnce } from './gallery-items.ts'

export const FORM = {
  type: 'Card',
  size: 'md',
  asForm: true,
  confirm: { label: 'Add the task', action: atOnce('form.add') },
  cancel: { label: 'Cancel', action: atOnce('form.cancel') },
  children: [
    { type: 'Title', value: 'New task', size: 'sm' },
    field('What', { type: 'Input', name: 'task.title', placeholder: 'Call the dentist', required: true }),
    field('Details', { type: 'Textarea', name: 'task.details', rows: 2, autoResize: true }),
    field('Your e-mail', { type: 'Input', name: 'mail', inputType: 'email', defaultValue: 'ana@' }),
    {
      type: 'Row',
      gap: 3,
      align: 'start',
      children: [
        field('When', { type: 'DatePicker', name: 'task.due', defaultValue: '2026-03-01T00:00:00Z' }),
        field('List', {
          type: 'Select',
          name: 'list',
          defaultValue: 'home',
          options: [
            { value: 'home', label: 'Home' },
            { value: 'work', label: 'Work' },
          ],
        }),
      ],
    },
    {
      type: 'RadioGroup',
      name: 'priority',
      ariaLabel: 'Priority',
      direction: 'row',
      required: true,
      options: [
        { value: 'low', label: 'Low' },
        { value: 'normal', label: 'Normal' },
        { value: 'high', label: 'High' },
      ],
    },
    { type: 'Checkbox', name: 'remind', label: 'Remind me', defaultChecked: true },
  ],
}

function field(value: string, control: { name: string; type: string } & Record<string, unknown>) {
  return {
    type: 'Col',
    gap: 1,
    flex: 1,
    children: [{ type: 'Label', value, fieldName: control.name }, control],
  }
}

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const data = WEEK.map((day, index) => ({
  day,
  done: [3, 5, 2, 6, 4, 1, 2][index],
  added: [4, 3, 4, 2, 5, 3, 1][index],
}))
const chart = (title: string, props: object) => ({
  type: 'Card',
  size: 'lg',
  children: [
    { type: 'Text', value: title, weight: 'semibold' },
    { type: 'Chart', data, xAxis: { dataKey: 'day' }, ...props },
  ],
})

export const BARS = chart('Done and added', {
  showYAxis: true,
  series: [
    { type: 'bar', dataKey: 'done', label: 'Done', color: 'green' },
    { type: 'bar', dataKey: 'added', label: 'Added' },
  ],
})
export const LINES = chart('The same as lines', {
  height: 120,
  series: [
    { type: 'area', dataKey: 'done', label: 'Done', color: 'green' },
    { type: 'line', dataKey: 'added', label: 'Added', color: 'purple' },
  ],
})
