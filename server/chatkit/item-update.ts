import type { AssistantMessageContent, AssistantMessageItem, ThreadItem, ThreadItemUpdate } from './wire.ts'

/**
 * Applies an update to an item that is still being streamed, in place. Only what is kept when a turn is cut
 * matters here: text and workflows. Reference: `server.py: _apply_thread_item_update`.
 */
export function applyUpdate(item: ThreadItem, update: ThreadItemUpdate): void {
  if (item.type === 'assistant_message') applyToMessage(item, update)
  if (item.type === 'workflow') {
    const { tasks } = item.workflow
    if (update.type === 'workflow.task.added') tasks.push(update.task)
    if (update.type === 'workflow.task.updated') tasks[update.task_index] = update.task
  }
}

function applyToMessage(item: AssistantMessageItem, update: ThreadItemUpdate): void {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      partAt(item, update.content_index)
      item.content[update.content_index] = structuredClone(update.content)
      break
    case 'assistant_message.content_part.text_delta':
      partAt(item, update.content_index).text += update.delta
      break
    case 'assistant_message.content_part.annotation_added':
      // splice() appends when the index is past the end.
      partAt(item, update.content_index).annotations.splice(update.annotation_index, 0, update.annotation)
  }
}

/** The part at this index, after filling up with empty ones. */
function partAt(item: AssistantMessageItem, index: number): AssistantMessageContent {
  while (item.content.length <= index) item.content.push({ type: 'output_text', text: '', annotations: [] })
  return item.content[index] as AssistantMessageContent
}
