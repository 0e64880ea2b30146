export { createTodoChat } from './app.ts'
export type { Audio, CallerContext, Respond, Transcribe, TurnContext } from './chatkit/hooks.ts'
export { createId } from './chatkit/ids.ts'
export type { PageQuery, ThreadStore, TurnChanges, TurnEnd, TurnRecord } from './chatkit/store.ts'
export { diffWidget, streamWidget, type WidgetStreamOptions } from './chatkit/widgets.ts'
export type * from './chatkit/wire.ts'
export { ChatError, type ErrorCode } from './errors.ts'
export { type Identify, type UserTokenOptions, userTokens } from './identity.ts'
export { jsonLog, type Log } from './log.ts'
export {
  type HostedSessions,
  hostedSessions,
  type OpenAIModelOptions,
  openaiModel,
  openaiTranscribe,
} from './openai.ts'
export type { AttachmentOptions, TodoChatOptions } from './options.ts'
export type { Counter, MakeCounter, RateLimits } from './rate-limits.ts'
export { memoryStorage } from './storage/memory.ts'
export { openPostgres } from './storage/postgres.ts'
export { openSqlite } from './storage/sqlite.ts'
export type { Storage } from './storage/storage.ts'
export type { Instructions } from './tasks/instructions.ts'
export type {
  Model,
  ModelEvent,
  ModelInput,
  ModelPart,
  ModelRequest,
  ModelTool,
  ToolCall,
} from './tasks/model.ts'
export type { NameThread } from './tasks/naming.ts'
export { assistantMessage, startReply } from './tasks/reply.ts'
export type { Cause, ChangeQuery, TaskChange, TaskStore } from './tasks/store.ts'
export type { NewTask, Task, TaskChanges, TaskStatus } from './tasks/task.ts'
export type { MakeTools, Tool, ToolContext, ToolOutcome } from './tasks/tools.ts'
export { type BlobStore, memoryBlobs } from './uploads/blob-store.ts'
export { folderBlobs } from './uploads/folder-blobs.ts'
export { type S3Options, s3Blobs } from './uploads/s3-blobs.ts'
export { type SweepOptions, sweepOrphans } from './uploads/sweep.ts'
