import type { WidgetItem, WidgetRoot } from '../../server/chatkit/wire.ts'
import { NOW } from './protocol-server.ts'

export const aCall = (id: string, fields: object = {}) => ({
  id,
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'client_tool_call' as const,
  status: 'pending' as const,
  call_id: `call_${id}`,
  name: 'get_pos',
  arguments: {},
  ...fields,
})
export const aWidget = (value: string): WidgetItem => ({
  id: 'msg_4',
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'widget',
  widget: card({ type: 'Text', value }),
})
export const card = (...children: object[]): WidgetRoot => ({ type: 'Card', children })
