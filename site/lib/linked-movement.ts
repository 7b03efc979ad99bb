import type { Sides } from './zoom-region.ts'

/** What is seen of a picture: its middle and its width, in widths of the picture. */
export type Place = { readonly x: number; readonly y: number; readonly width: number }

/** Two places that were seen at once: from there on both move alike. */
export type Meeting = { readonly lead: Place; readonly other: Place }

/**
 * Where the other picture is seen while one is moved: as many times closer, and aside by the same share of what was
 * seen. So two pictures of different size, or two parts of different width, stay beside each other.
 */
export function placeBeside(now: Place, { lead, other }: Meeting): Place {
  const scale = other.width / lead.width
  return {
    x: other.x + (now.x - lead.x) * scale,
    y: other.y + (now.y - lead.y) * scale,
    width: now.width * scale,
  }
}

/** A view that is compared: whose it is, and how large. */
export type Compared = { readonly item: string; readonly canvas: Sides | null }

/** Of how much two proportions differ at most that are called the same: scans and photographs are cut by hand. */
const sameProportions = 0.02

/**
 * Whether two pictures are moved together from the beginning: views of one item, or two of the same proportions, as sheets,
 * plates and photographs from one place are. Of others a movement in one means nothing in the other.
 */
export function areAlike(one: Compared, other: Compared): boolean {
  if (one.item === other.item) return true
  if (one.canvas === null || other.canvas === null) return false
  const proportions = (canvas: Sides): number => canvas.width / canvas.height
  return Math.abs(proportions(one.canvas) / proportions(other.canvas) - 1) <= sameProportions
}
