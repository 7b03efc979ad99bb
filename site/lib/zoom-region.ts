/** A part of a view, in the view's own units. */
export type Region = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How large a view is, in its own units. */
export type Sides = { readonly width: number; readonly height: number }

/** A part as a moving viewer counts: the picture is 1 wide, and as high as it is in proportion. */
export const inWidths = ({ x, y, width, height }: Region, view: Sides): Region => ({
  x: x / view.width,
  y: y / view.width,
  width: width / view.width,
  height: height / view.width,
})

/** What a moving viewer shows, in whole units of the view; all of it where nothing of the picture is seen. */
export function inUnits(seen: Region, view: Sides): Region {
  const left = Math.max(0, Math.round(seen.x * view.width))
  const top = Math.max(0, Math.round(seen.y * view.width))
  const right = Math.min(view.width, Math.round((seen.x + seen.width) * view.width))
  const bottom = Math.min(view.height, Math.round((seen.y + seen.height) * view.width))
  return right - left < 1 || bottom - top < 1
    ? { x: 0, y: 0, ...view }
    : { x: left, y: top, width: right - left, height: bottom - top }
}

/** `120,80,640,400`, as a page writes a part down for its script. */
export const writtenRegion = ({ x, y, width, height }: Region): string => [x, y, width, height].join(',')

/** What was written so; undefined for anything else. */
export function readRegion(text: string | undefined): Region | undefined {
  const found = /^(\d+),(\d+),([1-9]\d*),([1-9]\d*)$/.exec(text ?? '')
  if (found === null) return undefined
  const [x, y, width, height] = found.slice(1).map(Number)
  return { x: x!, y: y!, width: width!, height: height! }
}
