// A page that is not painted has no frames to wait for.
const LONGEST_MS = 120

/** Waits until the next frame is painted, or a moment when there is none. What comes then is a task of its own. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      setTimeout(resolve)
    })
  })
}
