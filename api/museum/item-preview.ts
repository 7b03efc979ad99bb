import { shownItem } from './item-rendering.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { Surroundings } from './presentation-manifest.ts'
import type { ItemInPlace } from './record-service.ts'
import type { Canvas } from './record.ts'

/** Longest side of the small pictures that the studio draws, pixels. */
const studioSide = 1_200

/**
 * An item as its page would show it, before anybody can see its pictures: in place of one that is not public stands the small
 * one that only its institution has.
 */
export function previewedItem(found: ItemInPlace, surroundings: Surroundings) {
  const item = shownItem(found, surroundings)
  const { canvases, institution } = found.item.body
  return {
    ...item,
    canvases: item.canvases.map((shown, n) => {
      const picture = studioPicture(canvases[n]!, institution, surroundings.addresses)
      return picture === undefined || shown.pictures.length > 0
        ? shown
        : { ...shown, from: 'own' as const, pictures: [picture] }
    }),
  }
}

function studioPicture(
  { image, width, height }: Canvas,
  institution: string,
  addresses: Pick<PresentationAddresses, 'studioPicture'>,
) {
  if (image.from !== 'own') return undefined
  const factor = Math.min(1, studioSide / Math.max(width, height))
  return {
    address: addresses.studioPicture(institution, image.identifier),
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  }
}
