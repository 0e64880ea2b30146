import { html, nothing, svg } from 'lit/html.js'
import { type ChartModel, readChart, type Series } from './chart-model.ts'
import { blockSize } from './css-values.ts'
import type { Draw } from './place.ts'
import { record } from './props.ts'
import { styled } from './styled.ts'

const WIDTH = 300
const HEIGHT = 100
const MAX_LABELS = 8

/** Draws a chart of bars, lines and areas; its numbers are there as a table for those who cannot see it. */
export const drawChart: Draw = (component, { widget }) => {
  const model = readChart(component, widget.isDark)
  if (!model) return nothing
  const hasLegend = component.showLegend ?? model.series.length > 1
  const { height, 'min-height': minHeight, ...size } = blockSize(component)
  return html`<figure class="w-chart" ${styled(size)}>
    <div class="w-plot" ${styled({ height, 'min-height': minHeight })}>
      ${component.showYAxis === true ? drawScale(model) : nothing}
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        <path class="w-grid" d=${[0, 0.5, 1].map((share) => `M0 ${share * HEIGHT}h${WIDTH}`).join('')} />
        ${model.series.map((series) => drawSeries(series, model))}
        ${component.showTooltip === false ? nothing : drawHints(model)}
      </svg>
    </div>
    ${record(component.xAxis)?.hide === true ? nothing : drawCategories(model)}
    ${hasLegend === true ? drawLegend(model) : nothing}
    ${drawNumbers(model)}
  </figure>`
}

const xOf = (index: number, { categories }: ChartModel) => ((index + 0.5) / categories.length) * WIDTH
const yOf = (value: number, { least, most }: ChartModel) => ((most - value) / (most - least || 1)) * HEIGHT

function drawSeries(series: Series, model: ChartModel) {
  const { type, color } = series
  if (type === 'bar') return svg`<path d=${barsOf(series, model)} ${styled({ fill: color })}></path>`
  const line = svg`<path class="w-line" d=${lineOf(series, model, 1)} ${styled({ stroke: color })}></path>`
  return type === 'line'
    ? line
    : svg`<path class="w-area" d=${areaOf(series, model)} ${styled({ fill: color })}></path>${line}`
}

function barsOf({ spans, column }: Series, model: ChartModel): string {
  const band = WIDTH / model.categories.length
  const width = (band * 0.72) / model.columns
  return spans
    .map((span, index) => {
      if (!span) return ''
      const x = band * index + band * 0.14 + width * column
      const [top, bottom] = [Math.max(...span), Math.min(...span)].map((value) => yOf(value, model))
      return `M${round(x)} ${round(bottom)}V${round(top)}h${round(width * 0.92)}V${round(bottom)}Z`
    })
    .join('')
}

function lineOf({ spans }: Series, model: ChartModel, end: 0 | 1): string {
  // After a gap the line starts anew.
  return spans
    .map((span, index) => {
      if (!span) return ''
      const move = spans[index - 1] ? 'L' : 'M'
      return `${move}${round(xOf(index, model))} ${round(yOf(span[end], model))}`
    })
    .join('')
}

function areaOf(series: Series, model: ChartModel): string {
  const { spans } = series
  return spans
    .map((span, index) => {
      const next = spans[index + 1]
      if (!span || !next) return ''
      const [x, nextX] = [round(xOf(index, model)), round(xOf(index + 1, model))]
      const [low, high, nextHigh, nextLow] = [span[0], span[1], next[1], next[0]].map((value) =>
        round(yOf(value, model)),
      )
      return `M${x} ${low}V${high}L${nextX} ${nextHigh}V${nextLow}Z`
    })
    .join('')
}

const round = (value: number | undefined) => Math.round((value ?? 0) * 100) / 100

function drawHints(model: ChartModel) {
  const width = WIDTH / model.categories.length
  return model.categories.map((name, index) => {
    const values = model.series.map(({ label, spans }) => `${label}: ${amount(spans[index])}`)
    return svg`<rect class="w-hint" x=${width * index} width=${width} height=${HEIGHT}>
      <title>${[name, ...values].join('\n')}</title>
    </rect>`
  })
}

function drawScale({ least, most }: ChartModel) {
  const numbers = [most, (most + least) / 2, least].map((value) => value.toLocaleString())
  return html`<div class="w-scale" aria-hidden="true">${numbers.map((number) => html`<span>${number}</span>`)}</div>`
}

function drawCategories({ categories }: ChartModel) {
  const step = Math.ceil(categories.length / MAX_LABELS)
  return html`<div class="w-categories" aria-hidden="true">
    ${categories.map((name, index) => (index % step === 0 ? html`<span>${name}</span>` : nothing))}
  </div>`
}

function drawLegend({ series }: ChartModel) {
  return html`<figcaption class="w-legend" aria-hidden="true">
    ${series.map(({ label, color }) => html`<span><i ${styled({ background: color })}></i>${label}</span>`)}
  </figcaption>`
}

function drawNumbers({ categories, series }: ChartModel) {
  return html`<table class="hidden">
    <tr><td></td>${series.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr>
    ${categories.map(
      (name, index) => html`<tr>
        <th scope="row">${name}</th>
        ${series.map(({ spans }) => html`<td>${amount(spans[index])}</td>`)}
      </tr>`,
    )}
  </table>`
}

function amount(span: readonly [number, number] | undefined): string {
  return span ? round(span[1] - span[0]).toLocaleString() : '–'
}
