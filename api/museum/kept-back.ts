/**
 * Small numbers stay unseen, and cannot be worked out from those that are seen.
 *
 * All numbers that are told of one thing are sums of neighbouring pieces: days, languages, scenes. A reader knows every
 * number that is told and that no piece is negative. How many looks up to each mark there can be at most and at least is
 * then a question of shortest ways between the marks; windows may lie over each other as they like.
 */
export type Span = {
  /** Number of the mark at which it begins; mark n stands before piece n. */
  readonly from: number
  readonly until: number
}

/** Exact knowledge of what a reader can find out; `most(a, b)` is the most that lies between two marks. */
function knowledge(marks: number) {
  const most = new Float64Array(marks * marks)
  for (let a = 0; a < marks; a++)
    for (let b = 0; b < marks; b++) most[a * marks + b] = b > a ? Number.POSITIVE_INFINITY : 0
  const at = (matrix: Float64Array, a: number, b: number): number => matrix[a * marks + b]!

  /** What is known as soon as a span's sum is told, too. */
  const withSpan = (known: Float64Array, { from, until }: Span, sum: number): Float64Array => {
    const next = new Float64Array(known)
    for (let a = 0; a < marks; a++)
      for (let b = 0; b < marks; b++) {
        const there = at(known, a, from) + sum + at(known, until, b)
        const back = at(known, a, until) - sum + at(known, from, b)
        next[a * marks + b] = Math.min(at(known, a, b), there, back)
      }
    return next
  }
  return { nothing: most, at, withSpan }
}

/**
 * Which spans may be told, in the order in which they are told for the first time. One below `least` is kept back; so is
 * one that would let a reader work out some sum below `least`, other than 0, to less than `least` values. That nobody
 * looked is about nobody, and needs no room.
 */
export function toldSpans(
  pieces: readonly number[],
  spans: readonly Span[],
  least: number,
): readonly boolean[] {
  const marks = pieces.length + 1
  const upTo = new Float64Array(marks)
  pieces.forEach((piece, n) => (upTo[n + 1] = upTo[n]! + piece))
  const sumOf = ({ from, until }: Span): number => upTo[until]! - upTo[from]!
  const { nothing, at, withSpan } = knowledge(marks)
  let known: Float64Array = nothing

  const small: Span[] = []
  for (let from = 0; from < marks; from++)
    for (let until = from + 1; until < marks; until++) {
      const sum = sumOf({ from, until })
      if (sum > 0 && sum < least) small.push({ from, until })
    }
  // The least that a sum can be is, the other way round, what lies at most between its marks backwards.
  const isSafe = (next: Float64Array): boolean =>
    small.every(({ from, until }) => at(next, from, until) + at(next, until, from) >= least)

  return spans.map((span) => {
    const sum = sumOf(span)
    if (sum < least) return false
    const next = withSpan(known, span, sum)
    if (!isSafe(next)) return false
    known = next
    return true
  })
}
