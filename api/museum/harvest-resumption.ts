import type { Span } from './harvest-moment.ts'
import type { MetadataPrefix } from './harvest-request.ts'

export type ListVerb = 'ListIdentifiers' | 'ListRecords'

/**
 * Where a list goes on. A token says all of it itself, so that any process of the hub goes on with it, at any time: the list
 * is as it stood at the change `bound`, whatever was changed since, and nothing is kept for who never comes back.
 */
export type Resumption = Span & {
  readonly prefix: MetadataPrefix
  readonly set: string | undefined
  readonly bound: number
  /** The last change that was told. */
  readonly after: number
  /** How many records were told before. */
  readonly told: number
}

const letters: Readonly<Record<ListVerb, string>> = { ListIdentifiers: 'i', ListRecords: 'r' }

const count = String.raw`(0|[1-9]\d{0,15})`
const form = new RegExp(
  String.raw`^([ir])\.(oai_dc|lido)\.${count}\.${count}\.${count}\.(-|${count})\.(-|${count})\.([a-z0-9-]*(?::[a-z0-9-]+)?)$`,
)

/** A token that goes on behind `after`. */
export const resumptionToken = (
  verb: ListVerb,
  { prefix, set, bound, after, told, fromMs, untilMs }: Resumption,
): string => [letters[verb], prefix, bound, after, told, fromMs ?? '-', untilMs ?? '-', set ?? ''].join('.')

/** What a token says; undefined for one that was never given for this verb. */
export function parseResumption(verb: ListVerb, token: string): Resumption | undefined {
  const found = form.exec(token)
  if (found === null || found[1] !== letters[verb]) return undefined
  const [, , prefix, bound, after, told, from, , until, , set] = found
  const msOf = (text: string | undefined): number | undefined => (text === '-' ? undefined : Number(text))
  const resumption = {
    prefix: prefix as MetadataPrefix,
    set: set === '' ? undefined : set,
    bound: Number(bound),
    after: Number(after),
    told: Number(told),
    fromMs: msOf(from),
    untilMs: msOf(until),
  }
  return isPossible(resumption) ? resumption : undefined
}

/** Something was told and something is left; no more was told than was changed. */
const isPossible = ({ bound, after, told }: Resumption): boolean =>
  Number.isSafeInteger(bound) && told > 0 && told <= after && after < bound
