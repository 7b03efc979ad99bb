import type { Sides } from './zoom-region.ts'

/** What the information of an image says, of version 3 or 2, as far as it matters where its parts are asked for. */
export type ImageSaid = Sides & {
  readonly profile?: unknown
  readonly tiles?: unknown
  readonly sizes?: readonly unknown[]
}

/**
 * What the viewer moves: the information under the address at which it was asked for, as a house may call itself as it likes. A
 * house of files (level 0) that names neither parts nor sizes has one picture, and that is what moves.
 */
export function zoomSource(said: ImageSaid, address: string): object {
  // Version 2 calls itself `@id`.
  const isOld = '@id' in said
  const isOfFiles = String([said.profile].flat()[0]).includes('level0')
  if (!isOfFiles || said.tiles !== undefined || (said.sizes ?? []).length > 0)
    return { ...said, ...(isOld ? { '@id': address } : { id: address }) }
  return oneFile(`${address}/full/${isOld ? 'full' : 'max'}/0/default.jpg`, said)
}

/** One picture as a file: all of it moves. */
export const oneFile = (url: string, { width, height }: Sides): object => ({
  type: 'legacy-image-pyramid',
  levels: [{ url, width, height }],
})
