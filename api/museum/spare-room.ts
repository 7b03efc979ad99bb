/** Gives a buffer that is nobody else's until the work is over. Nothing is known of what is in it. */
type Room = (bytes: number) => Buffer

/** So many stay for what is drawn next; none that is larger. */
const mostKept = 8
const largestKept = 1_048_576

/** Sizes go by such steps, so that a buffer is large enough for most that come later. */
const step = 131_072

/**
 * Buffers that are used again once a work is over: half a megabyte for each picture, given to the collector, has it go through the
 * whole heap every hundred pictures, and everybody wait.
 */
export function spareRoom(): { readonly during: <T>(work: (room: Room) => Promise<T>) => Promise<T> } {
  const spare: Buffer[] = []

  const take = (bytes: number): Buffer => {
    const place = spare.findIndex(({ length }) => length >= bytes)
    if (place !== -1) return spare.splice(place, 1)[0]!
    // The one that is too small makes place for a larger one.
    spare.shift()
    return Buffer.allocUnsafeSlow(step * Math.ceil(bytes / step))
  }

  const giveBack = (buffer: Buffer): void => {
    if (spare.length < mostKept && buffer.length <= largestKept) spare.push(buffer)
  }

  return {
    during: async (work) => {
      const taken: Buffer[] = []
      try {
        return await work((bytes) => {
          const buffer = take(bytes)
          taken.push(buffer)
          return buffer.subarray(0, bytes)
        })
      } finally {
        for (const buffer of taken) giveBack(buffer)
      }
    },
  }
}
