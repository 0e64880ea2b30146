import { baseStyles } from './base.styles.ts'
import { buttonStyles } from './buttons.styles.ts'
import { chartStyles } from './chart.styles.ts'
import { composerStyles } from './composer.styles.ts'
import { composerPartStyles } from './composer-parts.styles.ts'
import { controlStyles } from './controls.styles.ts'
import { historyStyles } from './history.styles.ts'
import { itemStyles } from './items.styles.ts'
import { listStyles } from './lists.styles.ts'
import { markdownStyles } from './markdown.styles.ts'
import { questionStyles } from './questions.styles.ts'
import { startStyles } from './start.styles.ts'
import { stepStyles } from './steps.styles.ts'
import { widgetStyles } from './widgets.styles.ts'
import { wordStyles } from './words.styles.ts'

/** All that is styled in the view, from its frame to its parts. */
export const styles = [
  baseStyles,
  startStyles,
  itemStyles,
  stepStyles,
  markdownStyles,
  composerStyles,
  composerPartStyles,
  questionStyles,
  widgetStyles,
  wordStyles,
  listStyles,
  buttonStyles,
  controlStyles,
  chartStyles,
  historyStyles,
].join('')
