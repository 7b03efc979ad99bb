/**
 * What a part of an instruction stands for on the screen, in its very words: a button or link to press, a field to fill
 * in, text that is seen, an address to open, the code to scan.
 */
export type MarkKind = 'press' | 'field' | 'see' | 'open' | 'scan' | 'type'

/** A piece of an instruction: plain words, or the words of the screen. */
export type Piece = { readonly text: string; readonly kind: MarkKind | null }

/** Characters that no word holds: what is filled into a sentence keeps its place and kind whatever the language's order. */
const [begin, between, end] = ['\u0002', '\u001f', '\u0003'] as const

/** Wraps the words of the screen before they are filled into a sentence. */
export const marked = (kind: MarkKind, text: string): string => `${begin}${kind}${between}${text}${end}`

/** Takes a filled sentence apart again; what was not marked is plain. */
export function piecesOf(sentence: string): Piece[] {
  return sentence
    .split(begin)
    .flatMap((part, index): Piece[] => {
      if (index === 0) return [{ text: part, kind: null }]
      const [kind, rest = ''] = part.split(between)
      const [text = '', after = ''] = rest.split(end)
      return [
        { text, kind: kind as MarkKind },
        { text: after, kind: null },
      ]
    })
    .filter(({ text }) => text !== '')
}
