/** The text of a stylesheet. */
export const css = ([text = '']: TemplateStringsArray): string => text
