/** SHA-256 of a text, in hexadecimal. */
export const hashText = (text: string): Promise<string> => hashBytes(new TextEncoder().encode(text))

/** SHA-256 of bytes, in hexadecimal. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
