/** Characters that turn the direction of the text around them: with one "gnp.exe" reads "exe.png". */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g
const CONTROLS = /\p{Cc}/gu

/** Text that is shown in one line, without what could make it read as something else. */
export const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t-\r\u0085\u2028\u2029]+/g, ' ')
    .replace(CONTROLS, '')
    .replace(TURNING, '')
    .trim()

/** Whether there is more in it than white space, quotation marks and what cannot be seen. */
export const saysSomething = (line: string): boolean => /[^\s\p{Cf}\p{Pi}\p{Pf}"'`„‚「」『』]/u.test(line)

/** What is wrong with a line that does not. */
export const SAYS_NOTHING = 'must not be empty'
