// A page that is not painted has no frames to wait for.
const LONGEST_MS = 120

/** Waits for the next frame, or a moment when there is none. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
