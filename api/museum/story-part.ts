import type { ViewRegion } from './story.ts'

type Sides = { readonly width: number; readonly height: number }

/** A part as far as it lies in the view; undefined for all of it, and for what lies outside. */
export function partWithin(view: Sides, part: ViewRegion | undefined): ViewRegion | undefined {
  if (part === undefined || part.x >= view.width || part.y >= view.height) return undefined
  return {
    x: part.x,
    y: part.y,
    width: Math.min(part.width, view.width - part.x),
    height: Math.min(part.height, view.height - part.y),
  }
}

/** A view has units of its own; where they are not the pixels of its image, they are scaled. */
export function inPixels(part: ViewRegion, view: Sides, image: Sides): string {
  const [across, down] = [image.width / view.width, image.height / view.height]
  const x = Math.min(Math.round(part.x * across), image.width - 1)
  const y = Math.min(Math.round(part.y * down), image.height - 1)
  const width = Math.max(1, Math.min(Math.round(part.width * across), image.width - x))
  const height = Math.max(1, Math.min(Math.round(part.height * down), image.height - y))
  return [x, y, width, height].join(',')
}
