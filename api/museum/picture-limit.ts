import type { Showing } from './image-information.ts'
import type { ItemBody } from './record.ts'
import { copyrightSide, isInCopyright } from './rights.ts'

/** How much of an item's pictures is handed out. */
export type HandedOut = {
  readonly showing: Showing
  /** Longest side of one picture, pixels; left out: the limit of the server. */
  readonly maxSide?: number
}

/**
 * What an institution may choose, the strictest first: `whole` has neither parts nor tiles, so that a picture of that size
 * is all there is to be had; `zoomed` limits one picture, and its parts put together are the full image.
 */
export const pictureLimits = {
  'whole-400': { showing: 'whole', maxSide: 400 },
  'whole-800': { showing: 'whole', maxSide: 800 },
  'whole-1200': { showing: 'whole', maxSide: 1_200 },
  'whole-2400': { showing: 'whole', maxSide: 2_400 },
  'zoomed-2400': { showing: 'zoomed', maxSide: 2_400 },
} as const satisfies Record<string, HandedOut>

export type PictureLimit = keyof typeof pictureLimits

export const pictureLimitNames = Object.keys(pictureLimits) as readonly PictureLimit[]

/** An item as far as it says how large its pictures may be seen. */
type Limited = Pick<ItemBody, 'rights' | 'limit'>

/** How its pictures may be seen: as its rights and its institution allow, the stricter of both. */
export const handedOut = ({ rights, limit }: Limited): HandedOut =>
  strictest([
    ...(isInCopyright(rights) ? [{ showing: 'whole', maxSide: copyrightSide } as const] : []),
    ...(limit === undefined ? [] : [pictureLimits[limit]]),
  ])

/** As the strictest of them says; without any, all of it. */
export function strictest(all: readonly HandedOut[]): HandedOut {
  const sides = all.flatMap(({ maxSide }) => maxSide ?? [])
  return {
    showing: all.some(({ showing }) => showing === 'whole') ? 'whole' : 'zoomed',
    ...(sides.length === 0 ? {} : { maxSide: Math.min(...sides) }),
  }
}
