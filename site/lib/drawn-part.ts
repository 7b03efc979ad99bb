/** How a part of a picture is moved and resized, in whole units of the view; it never leaves the picture. */
import type { Region, Sides } from './zoom-region.ts'

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value))

/** Moved as a whole. */
export const movedBy = (part: Region, x: number, y: number, view: Sides): Region => ({
  ...part,
  x: between(0, Math.round(part.x + x), view.width - part.width),
  y: between(0, Math.round(part.y + y), view.height - part.height),
})

/** Its lower right corner moved. */
export const resizedBy = (part: Region, x: number, y: number, view: Sides): Region => ({
  ...part,
  width: between(1, Math.round(part.width + x), view.width - part.x),
  height: between(1, Math.round(part.height + y), view.height - part.y),
})

type Point = { readonly x: number; readonly y: number }

/** Drawn from one point to another, whichever way. */
export function drawnBetween(from: Point, to: Point, view: Sides): Region {
  const [left, right] = [between(0, Math.min(from.x, to.x), view.width - 1), between(1, Math.max(from.x, to.x), view.width)]
  const [top, bottom] = [between(0, Math.min(from.y, to.y), view.height - 1), between(1, Math.max(from.y, to.y), view.height)]
  const [x, y] = [Math.round(left), Math.round(top)]
  return { x, y, width: Math.max(1, Math.round(right) - x), height: Math.max(1, Math.round(bottom) - y) }
} // prettier-ignore

/** So much of a side one key moves; with Alt one unit, for who is exact. */
const keyShare = 0.02

/** What a key does to a part: arrows move it, with Shift they size it; undefined for every other key. */
export function keyedPart(
  part: Region,
  { key, shiftKey, altKey }: { readonly key: string; readonly shiftKey: boolean; readonly altKey: boolean },
  view: Sides,
): Region | undefined {
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const way = ways[key]
  if (way === undefined) return undefined
  const by = (side: number): number => (altKey ? 1 : Math.max(1, Math.round(side * keyShare)))
  const [x, y] = [way[0] * by(view.width), way[1] * by(view.height)]
  return shiftKey ? resizedBy(part, x, y, view) : movedBy(part, x, y, view)
}
