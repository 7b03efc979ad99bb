import type { Images } from './image-service.ts'

/** Drawings of the project that the museum shows as images of its own: identifiers, and names of their files. */
export const drawings: readonly string[] = [
  'tadami-line-scroll',
  'craft-map',
  'year-in-pictures',
  'bridges-by-kilometre',
  'line-notebook-cover',
  'line-notebook-page-1',
  'line-notebook-page-2',
  'line-notebook-page-3',
]

export type DrawingParts = {
  readonly images: Images
  /** The file of a drawing; undefined where the build did not make it. */
  readonly fileOf: (id: string) => string | undefined
}

/** Takes the drawings in that are not there yet; those that are stay as they are. Answers their identifiers. */
export async function takeInDrawings({ images, fileOf }: DrawingParts): Promise<readonly string[]> {
  const taken: string[] = []
  for (const id of drawings) {
    const path = fileOf(id)
    if (path === undefined) continue
    const added = await images.add({ path, id, showing: 'zoomed' })
    if (added.ok) taken.push(id)
    // It is there already, or another process was faster; anything else is a fault of the drawing.
    else if (added.error !== 'identifier_taken')
      throw new Error(`The drawing ${id} is refused: ${added.error}`)
  }
  return taken
}
