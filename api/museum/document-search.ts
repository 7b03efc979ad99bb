import { type FoundRange, marksOf, queryTerms } from '../places/index.ts'
import type { Canvas } from './record.ts'

/** An item as far as something is written on its views. */
export type WrittenItem = { readonly canvases: readonly Pick<Canvas, 'id' | 'transcription'>[] }

/** What is written on a view, in one language. */
type Writing = { readonly canvas: string; readonly language: string; readonly text: string }

/** Anything that is written somewhere, as far as it is read. */
type Read = { readonly text: string }

/** One in which every word of a question stands, and where. */
export type Hit<Text extends Read> = Text & { readonly marks: readonly FoundRange[] }

/** The longest question, in UTF-16 units; what is behind is not looked at. */
const longestQuestion = 200

/** Everything that is written on the views of an item, in their order. */
export const writingsOf = ({ canvases }: WrittenItem): Writing[] =>
  canvases.flatMap(({ id, transcription }) =>
    Object.entries(transcription ?? {}).map(([language, texts]) => ({
      canvas: id,
      language,
      text: texts.join('\n'),
    })),
  )

/** Finds words in what is written on an item's views. */
export const foundInDocument = (item: WrittenItem, question: string): Hit<Writing>[] =>
  foundAmong(writingsOf(item), question)

/** Finds words among texts, by the same spellings as the search over everything. */
export function foundAmong<Text extends Read>(texts: readonly Text[], question: string): Hit<Text>[] {
  const terms = queryTerms(question.slice(0, longestQuestion))
  if (terms.length === 0) return []
  return texts.flatMap((one) => {
    const fits = terms.every((term) => marksOf(one.text, [term]).length > 0)
    return fits ? [{ ...one, marks: marksOf(one.text, terms) }] : []
  })
}

/** A word that is written somewhere, and how often. */
export type WrittenTerm = { readonly value: string; readonly total: number }

const mostTerms = 20
/** Where nothing ends a word, as in kana, so much of it is offered. */
const longestOffer = 12
const oneWriting =
  /^(?:[\p{Script=Han}々]+|[\p{Script=Hiragana}ー]+|[\p{Script=Katakana}ー]+|[\p{L}\p{N}\p{M}]+)/u

/** Words that begin as somebody types, each as it is written, in the order of the alphabet. */
export function termsAmong(
  texts: readonly Read[],
  { begun, least = 1 }: { readonly begun: string; readonly least?: number },
): WrittenTerm[] {
  const [term] = queryTerms(begun.slice(0, longestQuestion))
  if (term === undefined) return []
  const totals = new Map<string, number>()
  for (const { text } of texts)
    for (const [start, end] of marksOf(text, [term])) {
      const rest = oneWriting.exec(text.slice(end - 1))?.[0] ?? ''
      const value = text.slice(start, end) + rest.slice(1, longestOffer)
      totals.set(value, (totals.get(value) ?? 0) + 1)
    }
  return [...totals]
    .map(([value, total]) => ({ value, total }))
    .filter(({ total }) => total >= least)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
    .slice(0, mostTerms)
}
