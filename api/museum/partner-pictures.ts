import { type Canvas, isPartners, type ItemBody, type PartnerLink } from './record.ts'
import { drawnWithin, handedOut, isLimitKept, longestOf } from './picture-limit.ts'
import { inPixels, partWithin } from './story-part.ts'
import type { ViewRegion } from './story.ts'

type Offered = { readonly address: string; readonly width: number; readonly height: number }

export type PartnerPicturesAsked = {
  /** Longest sides that a page offers, pixels. */
  readonly sides: readonly number[]
  readonly region?: ViewRegion | undefined
}

/**
 * A partner's view, or a part of it, in several sizes, the smallest first: drawn by the partner's own server, which no
 * picture of is kept here. Nothing of a view whose picture is ours, or nowhere, or larger than the item promises.
 */
export function partnerPictures(
  item: Pick<ItemBody, 'rights' | 'limit' | 'partner'>,
  canvas: Canvas,
  { sides, region }: PartnerPicturesAsked,
): readonly Offered[] {
  const { image } = canvas
  // Only of houses whose object was taken in: whatever else names a picture elsewhere is words here.
  if (!isPartners(image) || item.partner === undefined || !isLimitKept(item, canvas)) return []
  const whole = image.picture ?? { width: canvas.width, height: canvas.height }
  if (image.from === 'plain') return [{ address: image.address, ...whole }]
  const { service, version, level } = image
  // A server of level 0 has what it has.
  if (level === 0)
    return [{ address: `${service}/full/${version === 3 ? 'max' : 'full'}/0/default.jpg`, ...whole }]
  const { showing, maxSide } = handedOut(item)
  const part = showing === 'whole' || image.picture === undefined ? undefined : partWithin(canvas, region)
  const crop = part === undefined ? 'full' : inPixels(part, canvas, whole)
  const [, , width = whole.width, height = whole.height] =
    part === undefined ? [] : crop.split(',').map(Number)
  const offered = (maxSide === undefined ? sides : [...sides.filter((side) => side < maxSide), maxSide])
    .map((side) => drawnWithin({ width, height }, side))
    .filter((drawn) => maxSide === undefined || longestOf(drawn) <= maxSide)
    .map((drawn) => ({ address: `${service}/${crop}/${drawn.width},/0/default.jpg`, ...drawn }))
  // Where a part is smaller than a size, that size is the part once more.
  return offered.filter((one, n) => one.width > (offered[n - 1]?.width ?? 0))
}

/**
 * The service by which readers come closer to a partner's view in place, with the pixels of its picture, whose size is known. One of
 * level 0 draws nothing: it has files of the parts that its information names, and those are enough. Nothing of what is only shown whole, as a work in copyright.
 */
export function partnerZoom(
  item: Pick<ItemBody, 'rights' | 'limit' | 'partner'>,
  { image }: Canvas,
): { readonly service: string; readonly width: number; readonly height: number } | undefined {
  if (image.from !== 'elsewhere' || item.partner === undefined || !isLimitKept(item, { image }))
    return undefined
  if (image.picture === undefined || handedOut(item).showing === 'whole') return undefined
  return { service: image.service, ...image.picture }
}

/** The one file of a partner's view of which nobody draws parts, where readers may come closer to it. */
export const partnerFile = (
  item: Pick<ItemBody, 'rights' | 'limit' | 'partner'>,
  { image }: Canvas,
): string | undefined =>
  image.from !== 'plain' ||
  item.partner === undefined ||
  handedOut(item).showing === 'whole' ||
  !isLimitKept(item, { image })
    ? undefined
    : image.address

/** Whose an object is, as pages say it. */
export const shownPartner = (partner: PartnerLink | undefined) =>
  partner === undefined
    ? null
    : {
        manifest: partner.manifest,
        provider: partner.provider ?? null,
        statement: partner.statement ?? null,
        rights: partner.rights ?? null,
        homepage: partner.homepage ?? null,
      }
