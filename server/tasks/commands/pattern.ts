// In every pattern ' stands for an apostrophe of any shape, or none, and a line break for nothing.
export const pattern = (source: string) =>
  new RegExp(source.replace(/\n\s*/g, '').replaceAll("'", '[\\x27’]?'), 'iu')

/** A pattern of all that is said, not of a part. */
export const sentence = (source: string) => pattern(`^(?:${source})$`)
