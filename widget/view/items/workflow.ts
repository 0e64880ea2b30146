import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Workflow, WorkflowTask } from '../../../server/chatkit/wire.ts'
import { icon } from '../icons.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import { safeLink } from '../markdown/urls.ts'
import { fill, formatNumber, type Words } from '../words.ts'
import type { ItemContext } from './item-context.ts'

/** Draws what the assistant did on its way to an answer: one line that opens to its steps. */
export function renderWorkflow(
  id: string,
  workflow: Workflow,
  isRunning: boolean,
  context: ItemContext,
): TemplateResult {
  const { words, locale } = context.host
  const steps = workflow.tasks.filter((task) => task.type !== 'thought' || task.content.trim() || task.title)
  const title = titleOf(workflow, isRunning, words, locale)
  const line = html`${iconOf(workflow)}<span dir="auto">${title}</span>`
  if (steps.length === 0)
    return html`<div class="workflow" ?data-running=${isRunning}><p class="line">${line}</p></div>`
  return html`<details class="workflow" ?open=${workflow.expanded} ?data-running=${isRunning}>
    <summary class="line">${line}${icon('chevron')}</summary>
    <ol class="steps">${steps.map((task, index) => renderStep(`${id}:${index}`, task, context))}</ol>
  </details>`
}

/** Draws a step that stands by itself. */
export function renderTask(id: string, task: WorkflowTask, context: ItemContext): TemplateResult {
  return html`<ol class="steps">${renderStep(id, task, context)}</ol>`
}

function iconOf({ summary }: Workflow) {
  return summary && 'title' in summary && summary.icon ? icon(summary.icon) : nothing
}

function titleOf(
  { type, summary, tasks }: Workflow,
  isRunning: boolean,
  words: Words,
  locale: string,
): string {
  if (summary && 'title' in summary) return summary.title
  if (summary) return fill(words.thoughtFor, { time: formatNumber(locale, summary.duration, 'second') })
  const last = tasks.at(-1)
  if (isRunning) return (last && taskTitle(last, words)) ?? words.thinking
  return type === 'reasoning' ? words.thought : words.worked
}

function renderStep(key: string, task: WorkflowTask, context: ItemContext): TemplateResult {
  const title = taskTitle(task, context.host.words)
  const content = 'content' in task ? task.content : undefined
  const sources = 'sources' in task ? (task.sources ?? []) : []
  return html`<li class="step" data-status=${task.status_indicator ?? 'none'}>
    ${title ? html`<p class="step-title" dir="auto">${title}</p>` : nothing}
    ${content ? renderMarkdown(context.blocksOf(key).read(content), context.markdown) : nothing}
    ${sources.length > 0 ? html`<ul class="sources">${sources.map((source) => renderSource(source))}</ul>` : nothing}
  </li>`
}

function taskTitle(task: WorkflowTask, words: Words): string | undefined {
  if (task.title) return task.title
  if (task.type === 'web_search') {
    const query = task.title_query ?? task.queries?.[0]
    return query ? fill(words.searchedFor, { query }) : undefined
  }
  if (task.type === 'file') return words.readFiles
  return task.type === 'image' ? words.madeImage : undefined
}

function renderSource(source: { title: string; url?: string; filename?: string }) {
  const url = source.url ? safeLink(source.url) : undefined
  const name = source.title || source.filename
  if (!url) return html`<li><span class="chip" dir="auto">${name}</span></li>`
  return html`<li><a class="chip" dir="auto" href=${url.href} target="_blank" rel="noopener noreferrer">${name}</a></li>`
}
