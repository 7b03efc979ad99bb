import type { Showing } from './image-information.ts'
import type { Extent } from './image-placing.ts'
import type { Canvas, ItemBody } from './record.ts'
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
export type Limited = Pick<ItemBody, 'rights' | 'limit'>

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

/**
 * Whether what an item's institution promised holds for a view. Of a partner's picture it can only be kept where its house draws it
 * smaller, or has it no larger than that; of one file whose size nobody told nobody knows.
 */
export function isLimitKept({ limit }: Pick<Limited, 'limit'>, { image }: Pick<Canvas, 'image'>): boolean {
  if (limit === undefined || image.from === 'own' || image.from === 'nowhere') return true
  const { maxSide } = pictureLimits[limit]
  const isDrawn = image.from === 'elsewhere' && image.level > 0
  if (image.picture === undefined) return isDrawn
  return longestOf(isDrawn ? drawnWithin(image.picture, maxSide) : image.picture) <= maxSide
}

export const longestOf = ({ width, height }: Extent): number => Math.max(width, height)

/**
 * How large a house draws a picture that it is asked for by its width, so that neither side is longer than wanted; of one so thin that
 * no width is narrow enough, one pixel wide. A width is known from level 1 on, in both versions of the Image API.
 */
export function drawnWithin(picture: Extent, side: number): Extent {
  const factor = Math.min(1, side / longestOf(picture))
  // Rounded down: one pixel of width may be several of height.
  const width = Math.max(1, Math.floor(picture.width * factor))
  return { width, height: Math.max(1, Math.round((picture.height * width) / picture.width)) }
}
