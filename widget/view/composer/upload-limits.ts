import type { ComposerOption } from '@openai/chatkit'
import type { ViewHost } from '../view-host.ts'
import { fill, formatNumber } from '../words.ts'

type Limits = NonNullable<ComposerOption['attachments']>

const MEGABYTE = 1024 * 1024
const UNITS = [
  ['megabyte', MEGABYTE],
  ['kilobyte', 1024],
] as const
const MAX_SIZE = 100 * MEGABYTE
const MAX_COUNT = 10

/** Why a file cannot be attached, in words; undefined when it can. */
export function refusalOf(file: File, { options, words, locale }: ViewHost): string | undefined {
  const limits = options.composer?.attachments
  if (!isAccepted(file, limits?.accept)) return fill(words.fileRefused, { name: file.name })
  const most = maxSizeOf(file, limits?.maxSize)
  if (file.size <= most) return undefined
  const [unit, bytes] = UNITS.find(([, least]) => most >= least) ?? (['byte', 1] as const)
  const size = formatNumber(locale, most / bytes, unit)
  return fill(words.fileTooLarge, { name: file.name, size })
}

/** How many files fit in a message. */
export function maxCountOf({ options }: ViewHost): number {
  return options.composer?.attachments?.maxCount ?? MAX_COUNT
}

/** What the browser's file dialog is to offer. */
export function acceptOf({ options }: ViewHost): string {
  return Object.entries(options.composer?.attachments?.accept ?? {})
    .flat(2)
    .join()
}

function isAccepted({ name, type }: File, accept: Limits['accept']): boolean {
  const kinds = Object.entries(accept ?? {})
  const isOf = ([pattern, endings]: [string, string[]]) =>
    matches(type, pattern) || endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()))
  return kinds.length === 0 || kinds.some(isOf)
}

function maxSizeOf({ type }: File, maxSize: Limits['maxSize']): number {
  if (typeof maxSize !== 'object') return maxSize ?? MAX_SIZE
  // The most exact pattern counts, whatever their order.
  const pattern = [type, `${type.split('/')[0]}/*`, '*', ''].find((one) => Object.hasOwn(maxSize, one))
  return (pattern !== undefined && maxSize[pattern]) || MAX_SIZE
}

function matches(type: string, pattern: string): boolean {
  if (pattern === '*' || pattern === '*/*') return true
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
}
