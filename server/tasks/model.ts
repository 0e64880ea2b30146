/** A call of a tool, as the model made it. `arguments` is the model's JSON, not checked. */
export interface ToolCall {
  /** The provider's, which its result must name. */
  id: string
  /** Of the tool. */
  name: string
  /** As JSON. */
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

/** A tool as a model is told of it. */
export interface ModelTool {
  /** By which the model calls it. */
  name: string
  /** What it does and when to call it. */
  description: string
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>
}

/** What a model is asked for one step. */
export interface ModelRequest {
  /** What it is told before everything else. */
  instructions: string
  /** What was said and done so far, oldest first. */
  input: ModelInput[]
  /** What it may call. None: only words are wanted. */
  tools: ModelTool[]
  /** The model that the visitor chose, one of `choices.models`. Default: the one that answers everybody. */
  model?: string
  /** The tool that the visitor chose: it is to be called in this step. One of `tools`. Default: as the model likes. */
  tool?: string
  /** Who asks; sent to a provider only as a hash. */
  userId: string
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
}

/** What a model does, piece by piece. */
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
  /** Asks for one step. */
  stream(request: ModelRequest): AsyncIterable<ModelEvent>
}
