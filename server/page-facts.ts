/** How much a page may tell the assistant about itself, as JSON. */
const MAX_CHARACTERS = 4096
const MAX_KEYS = 32

/**
 * What the page's chat sends beside a request: the visitor's time zone, and facts about the page. Both are
 * untrusted; what does not fit is dropped, because a request must not fail for it.
 */
export function readPageFacts(metadata: Record<string, unknown>): {
  timeZone: string
  page: Record<string, unknown>
} {
  const { time_zone, context } = metadata
  return { timeZone: isTimeZone(time_zone) ? time_zone : 'UTC', page: isBounded(context) ? context : {} }
}

/** Time zones that were seen; there are a few hundred, and asking `Intl` for one takes longer than a request. */
const knownZones = new Set(['UTC'])

function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 64) return false
  if (knownZones.has(value)) return true
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions()
    // Only names as they are written: they may be written in many ways.
    if (timeZone === value) knownZones.add(value)
    return true
  } catch {
    return false
  }
}

const isBounded = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length <= MAX_KEYS &&
  JSON.stringify(value).length <= MAX_CHARACTERS
