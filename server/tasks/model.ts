/** A call of a tool, as the model made it. `arguments` is the model's JSON, not checked. */
export interface ToolCall {
  id: string
  name: string
  arguments: string
}

/** One line of what the model is given, oldest first. */
export type ModelInput =
  | { type: 'message'; role: 'user' | 'assistant' | 'developer'; text: string; parts?: ModelPart[] }
  | { type: 'call'; call: ToolCall }
  | { type: 'result'; callId: string; output: string }
  /** Something the model gave in an earlier step of this turn and wants back as it was. */
  | { type: 'kept'; item: unknown }

/** What a message carries beside its words. Each `url` is a data URL, so that nothing has to be fetched. */
export type ModelPart =
  | { type: 'image'; url: string }
  | { type: 'file'; name: string; url: string }
  | { type: 'text'; text: string }

export interface ModelTool {
  name: string
  description: string
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>
}

export interface ModelRequest {
  instructions: string
  input: ModelInput[]
  tools: ModelTool[]
  /** Who asks; sent to a provider only as a hash. */
  userId: string
  signal: AbortSignal
}

export type ModelEvent =
  | { type: 'text'; delta: string }
  /** A piece of what the model thinks, in words for the reader. */
  | { type: 'thought'; delta: string }
  | { type: 'call'; call: ToolCall }
  | { type: 'kept'; item: unknown }

/**
 * A language model that streams. One call is one step: text, calls of tools, or both. Ends when the step is
 * complete; throws a `ChatError` when it fails or is cut.
 */
export interface Model {
  stream(request: ModelRequest): AsyncIterable<ModelEvent>
}
