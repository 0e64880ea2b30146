import { baseStyles } from './base.styles.ts'
import { composerStyles } from './composer.styles.ts'
import { historyStyles } from './history.styles.ts'
import { itemStyles } from './items.styles.ts'
import { markdownStyles } from './markdown.styles.ts'
import { startStyles } from './start.styles.ts'
import { stepStyles } from './steps.styles.ts'

/** All stylesheets of the view, from its frame to its parts. */
export const styles = [
  baseStyles,
  startStyles,
  itemStyles,
  stepStyles,
  markdownStyles,
  composerStyles,
  historyStyles,
]
