import { z } from 'zod'
import { readOrigin } from './origins.ts'

const EMPTY = 'is empty: give it a value, or leave it out'

/** Some text; what is only white space is none. */
export const text = z.string().trim().min(1, EMPTY)

export const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })

const MIN_SECRET = 32
const MAKE_SECRET = 'make one with: openssl rand -base64 48'
const SHORT = `must have at least ${MIN_SECRET} characters; ${MAKE_SECRET}`
/** As it is: white space around it may be a part of it. */
export const secret = z.string().refine((value) => value.trim() !== '' && value.length >= MIN_SECRET, {
  error: ({ input }) => (`${input}`.trim() === '' ? EMPTY : SHORT),
})

/** A number as people write it: `8000`, neither `8e3` nor `0x10`. */
const digits = (error: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,15}$/, error)
    .transform(Number)

const A_COUNT = 'must be a whole number, 1 or more'
export const count = digits(A_COUNT).refine((value) => value >= 1, A_COUNT)

const A_PORT = 'must be a port, a whole number from 0 to 65535'
export const port = digits(A_PORT).refine((value) => value <= 65535, A_PORT)

/** A comma list; what is empty is left out of it, and all of it must not be. */
const list = text.transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
)
export const secrets = list.pipe(z.array(secret).min(1, `lists no secret; ${MAKE_SECRET}`))

const origin = z.string().refine((entry) => readOrigin(entry) !== undefined, {
  error: ({ input }) => `must list origins such as https://example.com, without a path; "${input}" is none`,
})
export const origins = list.pipe(z.array(origin).min(1, 'lists no origin, such as https://example.com'))
