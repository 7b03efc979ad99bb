const drawnAtOnce = 4096

let drawn = new Uint8Array(0)
let used = 0

/**
 * `length` bytes (up to 4,096) of the platform's cryptographic randomness, never given twice. They are drawn from the
 * system 4 kB at a time: a call for eight bytes costs as much as one for four thousand.
 */
export function drawBytes(length: number): Uint8Array<ArrayBuffer> {
  if (used + length > drawn.length) {
    drawn = crypto.getRandomValues(new Uint8Array(drawnAtOnce))
    used = 0
  }
  const bytes = drawn.slice(used, used + length)
  drawn.fill(0, used, used + length)
  used += length
  return bytes
}
