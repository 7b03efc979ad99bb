/** What is written on the views of an item, and where a reader's words stand in it. */
import { foundInDocument } from '../../api/museum/document-search.ts'
import { languageNames } from './fallback.ts'
import type { Locale } from './locale.ts'
import { marked, type Range } from './marks.ts'
import { type ItemCanvas, told } from './museum.ts'

export interface WrittenPage {
  readonly canvas: ItemCanvas
  readonly label: string
  /** Safe HTML in which the words found are marked. */
  readonly text: string
  readonly lang: string | undefined
  /** The same in the other languages in which somebody wrote it. */
  readonly others: readonly { readonly text: string; readonly lang: string; readonly name: string }[]
  readonly isFound: boolean
  /** A small picture of the view, a path of our own; undefined where none is here. */
  readonly picture: { readonly path: string; readonly width: number; readonly height: number } | undefined
}

/** A language as its readers call it. */
const nameOf = (language: string): string =>
  languageNames.find(({ lang }) => lang === language)?.name ?? language

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
    const read = (written: string): string =>
      marked(
        written,
        (own.find((hit) => hit.text === written)?.marks ?? []).map(([start, end]): Range => ({ start, end })),
      )
    const others = Object.entries(transcription).flatMap(([language, texts]) => {
      const written = texts.join('\n')
      return written === text ? [] : [{ text: read(written), lang: language, name: nameOf(language) }]
    })
    const picture = canvas.pictures.findLast(({ width }) => width <= besideWidth) ?? canvas.pictures[0]
    return {
      canvas,
      label: told(canvas.label, locale).text,
      text: read(text),
      lang,
      others,
      isFound: own.length > 0,
      picture:
        picture === undefined
          ? undefined
          : { path: new URL(picture.address).pathname, width: picture.width, height: picture.height },
    }
  })
}
