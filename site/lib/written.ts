/** What is written on the views of an item, and where a reader's words stand in it. */
import { foundInDocument } from '../../api/museum/document-search.ts'
import type { Locale } from './locale.ts'
import { marked, type Range } from './marks.ts'
import { type ItemCanvas, told } from './museum.ts'

export interface WrittenPage {
  readonly canvas: ItemCanvas
  readonly label: string
  /** Safe HTML in which the words found are marked. */
  readonly text: string
  readonly lang: string | undefined
  readonly isFound: boolean
  /** A small picture of the view, a path of our own; undefined where none is here. */
  readonly picture: { readonly path: string; readonly width: number; readonly height: number } | undefined
}

/** How wide a page stands beside its text at most, pixels. */
const besideWidth = 500

/** Pages on which something is written, those with the reader's words marked. */
export function writtenPages(
  canvases: readonly ItemCanvas[],
  locale: Locale,
  question: string,
): readonly WrittenPage[] {
  const written = canvases.flatMap((canvas) => {
    const { transcription } = canvas
    return transcription === null ? [] : [{ canvas, transcription }]
  })
  const hits = foundInDocument(
    { canvases: written.map(({ canvas: { id }, transcription }) => ({ id, transcription })) },
    question,
  )
  return written.map(({ canvas, transcription }) => {
    const { text, lang } = told(transcription, locale)
    const own = hits.filter((hit) => hit.canvas === canvas.id)
    const marks = own.find((hit) => hit.text === text)?.marks ?? []
    const picture = canvas.pictures.findLast(({ width }) => width <= besideWidth) ?? canvas.pictures[0]
    return {
      canvas,
      label: told(canvas.label, locale).text,
      text: marked(
        text,
        marks.map(([start, end]): Range => ({ start, end })),
      ),
      lang,
      isFound: own.length > 0,
      picture:
        picture === undefined
          ? undefined
          : { path: new URL(picture.address).pathname, width: picture.width, height: picture.height },
    }
  })
}
