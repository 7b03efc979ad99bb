import type { LanguageMap } from './language-map.ts'
import { extentOf } from './presentation-image.ts'
import type { Surroundings } from './presentation-manifest.ts'
import { type Canvas, isPartners, type ItemBody } from './record.ts'
import { partnerPictures } from './partner-pictures.ts'
import type { ItemInPlace } from './record-service.ts'
import { handedOut } from './picture-limit.ts'

/** A picture that a story may show, as the studio offers it. */
export type StoryChoice = {
  /** `item/view`. */
  readonly picture: string
  /** What the item is called, what the view is called, and who holds it. */
  readonly label: LanguageMap
  readonly view: LanguageMap
  readonly holder: { readonly id: string; readonly label: LanguageMap }
  readonly credit: LanguageMap
  /** Of the view, in its own units. */
  readonly width: number
  readonly height: number
  /** What is seen, as its holder says it. */
  readonly alternative: LanguageMap
  /** Where it is drawn, without region and size: the path of our own image, or the address of a partner's. */
  readonly service: string
  /** Pixels of the image. */
  readonly image: { readonly width: number; readonly height: number }
  /** Whether a part of it may be shown; else only the whole. */
  readonly hasParts: boolean
  /** The whole as a file that is there, where a picture cannot be had in any size; else null. */
  readonly whole: string | null
  readonly thumbnail: string
}

/** A picture to choose by, at most 320 pixels a side. */
const thumbnailSize = '!320,320'

/** The views of an item that a story may show. */
export const choicesOf = (found: ItemInPlace, surroundings: Surroundings): readonly StoryChoice[] =>
  found.item.body.canvases.flatMap((canvas) => choiceOf(found, canvas, surroundings) ?? [])

function choiceOf(
  { item, institution }: ItemInPlace,
  canvas: Canvas,
  { images, addresses }: Surroundings,
): StoryChoice | undefined {
  const drawn = drawnBy({ item, institution }, canvas, { images, addresses })
  if (drawn === undefined) return undefined
  return {
    picture: `${item.id}/${canvas.id}`,
    label: item.body.label,
    view: canvas.label,
    holder: { id: institution.id, label: institution.body.label },
    credit: item.body.requiredStatement,
    width: canvas.width,
    height: canvas.height,
    alternative: canvas.alternative,
    ...drawn,
    thumbnail: drawn.whole ?? `${drawn.service}/full/${thumbnailSize}/0/default.jpg`,
  }
}

type Drawn = Pick<StoryChoice, 'service' | 'image' | 'hasParts' | 'whole'>

/**
 * What draws the picture: our own Image API, a partner's that draws any part in any size, or nobody, where a partner has files: of
 * those the whole is shown, in the nearest size that its house has.
 */
function drawnBy(
  { item }: Pick<ItemInPlace, 'item' | 'institution'>,
  canvas: Canvas,
  { images, addresses }: Surroundings,
): Drawn | undefined {
  const { image } = canvas
  if (isPartners(image)) return drawnByPartner(item.body, canvas)
  const own = image.from === 'own' ? images.get(image.identifier) : undefined
  if (own === undefined || extentOf(own, thumbnailSize) === undefined) return undefined
  return {
    service: new URL(addresses.image(own.id)).pathname,
    image: { width: own.width, height: own.height },
    hasParts: own.showing === 'zoomed',
    whole: null,
  }
}

/** Longest side of a partner's picture in the studio, pixels, where it can be had in that. */
const partnerSide = 640

function drawnByPartner(body: ItemBody, canvas: Canvas): Drawn | undefined {
  const { image, width, height } = canvas
  if (!isPartners(image) || body.partner === undefined) return undefined
  const mayHaveParts = handedOut(body).showing === 'zoomed'
  if (image.from === 'elsewhere' && image.level === 2 && image.picture !== undefined && mayHaveParts)
    return { service: image.service, image: image.picture, hasParts: true, whole: null }
  const whole = partnerPictures(body, canvas, { sides: [partnerSide] })[0]?.address
  if (whole === undefined) return undefined
  const service = image.from === 'plain' ? image.address : image.service
  return { service, image: image.picture ?? { width, height }, hasParts: false, whole }
}

/** Choices in which every word that is looked for stands somewhere, those of one institution first. */
export function choicesWith(
  all: readonly StoryChoice[],
  words: string,
  institution: string,
): readonly StoryChoice[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  const texts = ({ label, view, holder, alternative }: StoryChoice): string =>
    folded([label, view, holder.label, alternative].flatMap((map) => Object.values(map).flat()).join('\n'))
  const found = all.filter((one) => wanted.every((word) => texts(one).includes(word)))
  const isOwn = ({ holder }: StoryChoice): number => (holder.id === institution ? 0 : 1)
  return found.toSorted((a, b) => isOwn(a) - isOwn(b))
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
