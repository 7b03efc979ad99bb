import { foldWithOrigin } from './fold.ts'
import { type QueryTerm, termsOf, waysOf } from './terms.ts'

/** A stretch of the original text, UTF-16 positions, end exclusive: what a page puts into <mark>. */
export type Range = readonly [start: number, end: number]

function* placesOf(text: string, run: string): Generator<readonly [number, number]> {
  for (let at = text.indexOf(run); at !== -1; at = text.indexOf(run, at + run.length))
    yield [at, at + run.length]
}

/** Where a text holds the terms, in order and without overlap. A word is marked whole. */
export function marksOf(original: string, terms: readonly QueryTerm[]): Range[] {
  const { text, origin } = foldWithOrigin(original)
  const words = termsOf(text).filter(({ kind }) => kind === 'word')
  const found = terms
    .flatMap(waysOf)
    .flatMap((term) =>
      term.kind === 'run'
        ? [...placesOf(text, term.key)]
        : words.filter(({ key }) => key.startsWith(term.key)).map(({ start, end }) => [start, end] as const),
    )
  return joined(found.map(([start, end]): Range => [origin[start]!, origin[end]!]))
}

function joined(ranges: readonly Range[]): Range[] {
  const out: Range[] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1)
    if (last !== undefined && start <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], end)]
    else out.push([start, end])
  }
  return out
}

/** The part of a text to show, with its marks counted from its own beginning. */
export type Snippet = { readonly text: string; readonly marks: readonly Range[] }

const before = 30
const length = 120

/** A cut never stands inside a character of two units. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at)

/** About 120 characters around the first match; the beginning when nothing matches. */
export function snippetOf(original: string, terms: readonly QueryTerm[]): Snippet {
  const marks = marksOf(original, terms)
  const first = marks[0]?.[0] ?? 0
  const start =
    original.length <= length
      ? 0
      : whole(original, Math.max(0, Math.min(first - before, original.length - length)))
  const end = whole(original, Math.min(original.length, start + length))
  const [head, tail] = [start > 0 ? '…' : '', end < original.length ? '…' : '']
  return {
    text: `${head}${original.slice(start, end)}${tail}`,
    marks: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]): Range => [from - start + head.length, to - start + head.length]),
  }
}
