import type { LanguageMap } from './language-map.ts'
import { extentOf } from './presentation-image.ts'
import type { Surroundings } from './presentation-manifest.ts'
import type { Canvas } from './record.ts'
import type { ItemInPlace } from './record-service.ts'

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
  /** Path of our own image, without region and size. */
  readonly service: string
  /** Pixels of the image. */
  readonly image: { readonly width: number; readonly height: number }
  /** Whether a part of it may be shown; else only the whole. */
  readonly hasParts: boolean
  readonly thumbnail: string
}

/** Longest side of a picture to choose by, pixels. */
const thumbnailSide = 320

/** The views of an item that a story may show. */
export const choicesOf = (found: ItemInPlace, surroundings: Surroundings): readonly StoryChoice[] =>
  found.item.body.canvases.flatMap((canvas) => choiceOf(found, canvas, surroundings) ?? [])

function choiceOf(
  { item, institution }: ItemInPlace,
  canvas: Canvas,
  { images, addresses }: Surroundings,
): StoryChoice | undefined {
  const own = canvas.image.from === 'own' ? images.get(canvas.image.identifier) : undefined
  const size = `!${thumbnailSide},${thumbnailSide}`
  if (own === undefined || extentOf(own, size) === undefined) return undefined
  const service = new URL(addresses.image(own.id)).pathname
  return {
    picture: `${item.id}/${canvas.id}`,
    label: item.body.label,
    view: canvas.label,
    holder: { id: institution.id, label: institution.body.label },
    credit: item.body.requiredStatement,
    width: canvas.width,
    height: canvas.height,
    alternative: canvas.alternative,
    service,
    image: { width: own.width, height: own.height },
    hasParts: own.showing === 'zoomed',
    thumbnail: `${service}/full/${size}/0/default.jpg`,
  }
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
