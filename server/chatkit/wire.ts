/**
 * The ChatKit protocol as types: what travels between a chat and its server. Names and spelling are those
 * of the wire. Reference: openai/chatkit-python v1.6.5, `chatkit/types.py`.
 *
 * A "task" of the protocol is a step of a workflow; it is called `WorkflowTask` here, because a task is what
 * the visitor has to do.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
/** A JSON object. */
export type JsonObject = Record<string, unknown>

// --- Threads ------------------------------------------------------------------------------------------
/** Whether a visitor may write. To a thread that is locked or closed nothing is written; `reason` is shown. */
export type ThreadStatus =
  | { type: 'active' }
  | { type: 'locked'; reason?: string }
  | { type: 'closed'; reason?: string }

/** A thread without its items. On the wire `metadata` is always `{}`; in the store it is kept whole. */
export interface ThreadMetadata {
  id: string
  title?: string
  /** ISO 8601, UTC. */
  created_at: string
  status: ThreadStatus
  /** When set, only images from these hosts are drawn in answers. */
  allowed_image_domains?: string[]
  metadata: JsonObject
}

/** A thread with a page of its items; everywhere but in `threads.get_by_id` the page is empty. */
export interface Thread extends ThreadMetadata {
  items: Page<ThreadItem>
}

/** A part of a list. */
export interface Page<T> {
  data: T[]
  has_more: boolean
  /** Id of the last record of this page; present only when there are more. */
  after?: string
}

// --- Items --------------------------------------------------------------------------------------------
interface ItemBase {
  id: string
  thread_id: string
  created_at: string
}

/** A piece of what the visitor wrote: words, or something of the page that was named with `@`. */
export type UserMessageContent =
  | { type: 'input_text'; text: string }
  | { type: 'input_tag'; id: string; text: string; data: JsonObject; group?: string; interactive: boolean }

/** What the visitor chose in the composer for this message. */
export interface InferenceOptions {
  tool_choice?: { id: string }
  model?: string
}

/** What the visitor wrote, attached and quoted. */
export interface UserMessageItem extends ItemBase {
  type: 'user_message'
  content: UserMessageContent[]
  attachments: Attachment[]
  quoted_text?: string
  inference_options: InferenceOptions
}

/** The record of an upload. `upload_descriptor` is there until its bytes are. */
export interface Attachment {
  type: 'file' | 'image'
  id: string
  name: string
  mime_type: string
  preview_url?: string
  upload_descriptor?: { url: string; method: 'POST' | 'PUT'; headers: Record<string, string> }
  thread_id?: string
  /** Kept by the server, never sent. */
  metadata?: JsonObject
}

interface SourceBase {
  title: string
  description?: string
  timestamp?: string
  group?: string
}
/** A page that an answer rests on. */
export type UrlSource = SourceBase & { type: 'url'; url: string; attribution?: string }
/** A file that an answer rests on. */
export type FileSource = SourceBase & { type: 'file'; filename: string }
/** Something of the application that an answer rests on. */
export type EntitySource = SourceBase & {
  type: 'entity'
  id: string
  icon?: string
  label?: string
  inline_label?: string
  interactive?: boolean
  data?: JsonObject
}
/** What an answer rests on. */
export type Source = UrlSource | FileSource | EntitySource

/** Says at a place in an answer what it rests on. */
export interface Annotation {
  type: 'annotation'
  source: Source
  /** Character position in the text. */
  index?: number
}

/** A piece of an answer. */
export interface AssistantMessageContent {
  type: 'output_text'
  /** Markdown. */
  text: string
  annotations: Annotation[]
}

/** What the assistant said. */
export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message'
  content: AssistantMessageContent[]
}

/** A call of a tool that the page has. The turn ends with it, and goes on with its output. */
export interface ClientToolCallItem extends ItemBase {
  type: 'client_tool_call'
  status: 'pending' | 'completed'
  call_id: string
  name: string
  arguments: JsonObject
  output?: unknown
}

/** A widget is passed on as it is; only the kind of its root is known here. */
export interface WidgetRoot {
  type: 'Card' | 'ListView' | 'Basic'
  [prop: string]: unknown
}

/** Something drawn in the conversation. */
export interface WidgetItem extends ItemBase {
  type: 'widget'
  widget: WidgetRoot
  copy_text?: string
}

/** A picture that the assistant made; without `image` it is still being made. */
export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image'
  image?: { id: string; url: string }
}

interface StructuredInputBase {
  id: string
  question: string
  answer?: { values: string[]; skipped: boolean }
}
/** One question. */
export type StructuredInput =
  | (StructuredInputBase & { type: 'multiple_choice'; options: { value: string }[]; multiple: boolean })
  | (StructuredInputBase & { type: 'freeform'; description?: string })

/** Questions that take the place of the composer until they are answered or skipped. */
export interface StructuredInputItem extends ItemBase {
  type: 'structured_input'
  status: 'pending' | 'answered' | 'skipped'
  inputs: StructuredInput[]
}

interface WorkflowTaskBase {
  status_indicator: 'none' | 'loading' | 'complete'
  title?: string
}
/** A step of a workflow. */
export type WorkflowTask =
  | (WorkflowTaskBase & { type: 'custom'; icon?: string; content?: string })
  | (WorkflowTaskBase & {
      type: 'web_search'
      title_query?: string
      queries: string[]
      sources: UrlSource[]
    })
  | (WorkflowTaskBase & { type: 'thought'; content: string })
  | (WorkflowTaskBase & { type: 'file'; sources: FileSource[] })
  | (WorkflowTaskBase & { type: 'image' })

/** What the assistant does before it answers, step by step. */
export interface Workflow {
  type: 'custom' | 'reasoning'
  tasks: WorkflowTask[]
  summary?: { title: string; icon?: string } | { duration: number }
  expanded: boolean
}

/** A step on its own. */
export interface TaskItem extends ItemBase {
  type: 'task'
  task: WorkflowTask
}
/** A workflow in the conversation. */
export interface WorkflowItem extends ItemBase {
  type: 'workflow'
  workflow: Workflow
}
/** Says that the assistant has nothing more to say. */
export interface EndOfTurnItem extends ItemBase {
  type: 'end_of_turn'
}
/** Something the assistant knows and the visitor never sees. */
export interface HiddenContextItem extends ItemBase {
  type: 'hidden_context_item'
  content: unknown
}
/** The same, written by the protocol itself: a turn was stopped. */
export interface SdkHiddenContextItem extends ItemBase {
  type: 'sdk_hidden_context'
  content: string
}

/** Anything in a thread. */
export type ThreadItem =
  | UserMessageItem
  | AssistantMessageItem
  | ClientToolCallItem
  | WidgetItem
  | GeneratedImageItem
  | StructuredInputItem
  | TaskItem
  | WorkflowItem
  | EndOfTurnItem
  | HiddenContextItem
  | SdkHiddenContextItem

// --- Stream events ------------------------------------------------------------------------------------
/** How an item changes while it is streamed. Nothing of it is kept; the item that is `done` is. */
export type ThreadItemUpdate =
  | {
      type: 'assistant_message.content_part.added'
      content_index: number
      content: AssistantMessageContent
    }
  | { type: 'assistant_message.content_part.text_delta'; content_index: number; delta: string }
  | {
      type: 'assistant_message.content_part.annotation_added'
      content_index: number
      annotation_index: number
      annotation: Annotation
    }
  | { type: 'assistant_message.content_part.done'; content_index: number; content: AssistantMessageContent }
  | { type: 'widget.streaming_text.value_delta'; component_id: string; delta: string; done: boolean }
  | { type: 'widget.component.updated'; component_id: string; component: JsonObject }
  | { type: 'widget.root.updated'; widget: WidgetRoot }
  | { type: 'workflow.task.added'; task_index: number; task: WorkflowTask }
  | { type: 'workflow.task.updated'; task_index: number; task: WorkflowTask }
  | { type: 'generated_image.updated'; image: { id: string; url: string }; progress?: number }

/** What a turn tells its reader. Items are saved before they are told to be done, replaced or removed. */
export type ThreadStreamEvent =
  | { type: 'thread.created'; thread: Thread }
  | { type: 'thread.updated'; thread: Thread }
  | { type: 'thread.item.added'; item: ThreadItem }
  | { type: 'thread.item.updated'; item_id: string; update: ThreadItemUpdate }
  | { type: 'thread.item.done'; item: ThreadItem }
  | { type: 'thread.item.removed'; item_id: string }
  | { type: 'thread.item.replaced'; item: ThreadItem }
  | { type: 'stream_options'; stream_options: { allow_cancel: boolean } }
  | { type: 'progress_update'; text: string; icon?: string }
  | { type: 'client_effect'; name: string; data: JsonObject }
  | { type: 'error'; code: string; message?: string; allow_retry: boolean }
  | { type: 'notice'; level: 'info' | 'warning' | 'danger'; message: string; title?: string }

// --- Sessions (ours, not part of the ChatKit protocol) --------------------------------------------------
/** What `POST {endpoint}/session` answers. Without `api` the chat is hosted by OpenAI. */
export interface SessionAnswer {
  client_secret: string
  /** Unix seconds. */
  expires_at?: number
  /** Where a self-hosted chat talks to. */
  api?: {
    url: string
    domain_key: string
    upload?: { type: 'direct'; uploadUrl: string } | { type: 'two_phase' }
  }
  /** Makes an anonymous visitor the same person next time; send it back. */
  visitor?: string
}

/** What every refusal looks like. `message` is repeated on top because ChatKit.js reads it there. */
export interface ErrorAnswer {
  error: { code: string; message: string }
  message: string
}
