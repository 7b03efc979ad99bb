import { ok, refuse, type Result } from '../platform/result.ts'
import { parseSpan, type Span } from './harvest-moment.ts'
import { type ListVerb, parseResumption, type Resumption } from './harvest-resumption.ts'

/** The error codes of OAI-PMH 2.0 that can arise here: all items have both formats. */
export type HarvestError = {
  readonly code:
    | 'badVerb'
    | 'badArgument'
    | 'badResumptionToken'
    | 'cannotDisseminateFormat'
    | 'idDoesNotExist'
    | 'noRecordsMatch'
    /** Nobody holds anything here yet. */
    | 'noSetHierarchy'
  readonly why: string
}

export const metadataPrefixes = ['oai_dc', 'lido'] as const
export type MetadataPrefix = (typeof metadataPrefixes)[number]

export type HarvestRequest =
  | { readonly verb: 'Identify' }
  | { readonly verb: 'ListSets' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier: string | undefined }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly prefix: MetadataPrefix }
  | ({ readonly verb: ListVerb; readonly prefix: MetadataPrefix; readonly set: string | undefined } & Span & {
        /** Where an earlier answer broke off. */
        readonly resumed: Resumption | undefined
      })

type Argument = 'identifier' | 'metadataPrefix' | 'from' | 'until' | 'set' | 'resumptionToken'
type Rule = { readonly needs: readonly Argument[]; readonly may: readonly Argument[] }

const listRule: Rule = { needs: ['metadataPrefix'], may: ['from', 'until', 'set', 'resumptionToken'] }
const rules: Readonly<Record<HarvestRequest['verb'], Rule>> = {
  Identify: { needs: [], may: [] },
  ListSets: { needs: [], may: ['resumptionToken'] },
  ListMetadataFormats: { needs: [], may: ['identifier'] },
  GetRecord: { needs: ['identifier', 'metadataPrefix'], may: [] },
  ListIdentifiers: listRule,
  ListRecords: listRule,
}

const segment = String.raw`[A-Za-z0-9\-_.!~*'()]+`
const afterScheme = String.raw`([\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})+`
/** How an argument is written, by the protocol's schema; an identifier is an address of the web or of another scheme. */
const syntax: Readonly<Partial<Record<string, RegExp>>> = {
  identifier: new RegExp(
    String.raw`^([a-z][a-z\d+.-]*:(\/\/[\w.-]+(:\d+)?(?=\/|$)|(?!\/\/))|(?!\/\/|[^/?]*:))${afterScheme}$`,
    'i',
  ),
  metadataPrefix: new RegExp(`^${segment}$`),
  set: new RegExp(`^${segment}(:${segment})*$`),
}

/**
 * The arguments that an answer repeats (section 3.2). What no document that is valid can say, as a set called `<`, is left
 * out: a harvester who reads strictly still reads why.
 */
export const repeatable = (pairs: Pairs): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs.filter(([name, value]) => syntax[name]?.test(value) !== false))

const bad = (code: HarvestError['code'], why: string) => refuse<HarvestError>({ code, why })

type Pairs = readonly (readonly [string, string])[]

/** Reads the arguments of a request, from an address or a form; strictly (section 3.6). */
export function parseHarvestRequest(pairs: Pairs): Result<HarvestRequest, HarvestError> {
  const verbs = pairs.filter(([name]) => name === 'verb').map(([, value]) => value)
  const [verb] = verbs
  if (verb === undefined) return bad('badVerb', 'no verb is given')
  if (verbs.length > 1) return bad('badVerb', 'the verb is given more than once')
  if (!Object.hasOwn(rules, verb)) return bad('badVerb', 'there is no such verb')
  const known = verb as HarvestRequest['verb']
  const given = argumentsOf(pairs, rules[known])
  return given.ok ? requestOf(known, given.value) : given
}

type Arguments = Readonly<Partial<Record<Argument, string>>>

function argumentsOf(pairs: Pairs, rule: Rule): Result<Arguments, HarvestError> {
  const given = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (name === 'verb') continue
    if (![...rule.needs, ...rule.may].includes(name as Argument))
      return bad('badArgument', `${name} is no argument of this verb`)
    if (given.has(name)) return bad('badArgument', `${name} is given more than once`)
    given.set(name, value)
  }
  if (given.has('resumptionToken'))
    return given.size === 1
      ? ok({ resumptionToken: given.get('resumptionToken')! })
      : bad('badArgument', 'a resumptionToken stands alone')
  const missing = rule.needs.find((name) => !given.has(name))
  return missing === undefined ? ok(Object.fromEntries(given)) : bad('badArgument', `${missing} is missing`)
}

function requestOf(verb: HarvestRequest['verb'], given: Arguments): Result<HarvestRequest, HarvestError> {
  if (verb === 'Identify') return ok({ verb })
  if (verb === 'ListSets')
    return given.resumptionToken === undefined
      ? ok({ verb })
      : bad('badResumptionToken', 'sets are told all at once')
  if (verb === 'ListMetadataFormats') return ok({ verb, identifier: given.identifier })
  if (verb === 'GetRecord') {
    const prefix = prefixOf(given.metadataPrefix)
    return prefix.ok ? ok({ verb, identifier: given.identifier!, prefix: prefix.value }) : prefix
  }
  return given.resumptionToken === undefined ? listOf(verb, given) : resumedList(verb, given.resumptionToken)
}

function listOf(verb: ListVerb, given: Arguments): Result<HarvestRequest, HarvestError> {
  const span = parseSpan(given.from, given.until)
  if (!span.ok) return bad('badArgument', span.error)
  const prefix = prefixOf(given.metadataPrefix)
  return prefix.ok
    ? ok({ verb, prefix: prefix.value, set: given.set, ...span.value, resumed: undefined })
    : prefix
}

function resumedList(verb: ListVerb, token: string): Result<HarvestRequest, HarvestError> {
  const resumed = parseResumption(verb, token)
  if (resumed === undefined) return bad('badResumptionToken', 'this token was not made here for this verb')
  const { prefix, set, fromMs, untilMs } = resumed
  return ok({ verb, prefix, set, fromMs, untilMs, resumed })
}

function prefixOf(text: string | undefined): Result<MetadataPrefix, HarvestError> {
  const prefix = metadataPrefixes.find((one) => one === text)
  return prefix === undefined
    ? bad('cannotDisseminateFormat', 'records are told in oai_dc and lido')
    : ok(prefix)
}
