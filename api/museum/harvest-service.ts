import type { Clock } from '../platform/clock.ts'
import { dublinCore } from './harvest-dublin-core.ts'
import { lidoRecord } from './harvest-lido.ts'
import { datestamp } from './harvest-moment.ts'
import {
  type HarvestError,
  type HarvestRequest,
  metadataPrefixes,
  type MetadataPrefix,
  parseHarvestRequest,
  repeatable,
} from './harvest-request.ts'
import { type ListVerb, type Resumption, resumptionToken } from './harvest-resumption.ts'
import { textsOf } from './language-map.ts'
import { harvestIdentifier, harvestNamespace } from './presentation-addresses.ts'
import type { Presentation } from './presentation-service.ts'
import type { InstitutionBody, ItemBody } from './record.ts'
import type { Records } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import type { Version } from './record-version.ts'
import { type MetadataLicence, metadataLicences } from './portal-row.ts'
import { type LicenceOf, licenceOfItem } from './text-terms.ts'
import { type HarvestSets, harvestSets } from './harvest-sets.ts'
import { element, type Xml, xmlDocument } from './xml.ts'
import { wordsFor } from '../platform/words.ts'

export type HarvestParts = {
  readonly records: Records
  readonly store: RecordStore
  readonly presentation: Presentation
  readonly clock: Clock
  readonly origin: () => string
  /** Whom a harvester writes to. */
  readonly contact: () => string
  /** On which terms institutions let the texts be handed on, at this moment. */
  readonly licences: () => Promise<LicenceOf>
  /** Records in an answer; 100 without it. */
  readonly pageSize?: number
}

type List = Extract<HarvestRequest, { readonly verb: ListVerb }>
type Answer = readonly Xml[] | HarvestError
/** A record as it is told: its version, and whether only its withdrawal is. */
type Listed = { readonly version: Version; readonly isDeleted: boolean }
type Institutions = ReadonlyMap<string, InstitutionBody>

const isError = (answer: Answer): answer is HarvestError => !Array.isArray(answer)

/** Views whose records stand in one answer: of a book of a thousand each language tells every one. */
const viewsInAnswer = 2_000

/** The first of these records that have room in an answer; one of them always has. */
function answeredOf<Told extends Pick<Version, 'body'>>(found: readonly Told[]): readonly Told[] {
  let views = 0
  const end = found.findIndex(({ body }, n) => {
    views += body.kind === 'item' ? body.canvases.length : 0
    return n > 0 && views > viewsInAnswer
  })
  return end === -1 ? found : found.slice(0, end)
}

/** Answers requests of OAI-PMH 2.0 about the items of all institutions. */
export function harvestService(parts: HarvestParts) {
  const { store, clock, origin, pageSize = 100 } = parts
  const sets = harvestSets(parts)
  const rendered = recordsIn(parts, sets)

  async function list(request: List): Promise<Answer> {
    const { verb, prefix, set, fromMs, untilMs, resumed } = request
    const last = (await store.lastChange()).change
    // A token of another hub, or of one that was since restored from an older copy.
    if (resumed !== undefined && resumed.bound > last)
      return { code: 'badResumptionToken', why: 'this token was not made here' }
    const from: Resumption = resumed ?? { prefix, set, fromMs, untilMs, bound: last, after: 0, told: 0 }
    const found = await sets.listed(set, {
      bound: from.bound,
      after: from.after,
      fromMs: fromMs ?? 0,
      untilMs: untilMs ?? Number.MAX_SAFE_INTEGER,
      limit: pageSize + 1,
    })
    if (found.length === 0)
      return { code: 'noRecordsMatch', why: 'nothing was told of that set in that time' }
    const page = answeredOf(found.slice(0, pageSize)).map(({ isWithdrawnSince, ...version }) => ({
      version,
      isDeleted: isWithdrawnSince || version.state === 'withdrawn',
    }))
    const setsOf = await sets.setsOf()
    const shown =
      verb === 'ListRecords'
        ? await rendered.records(page, prefix)
        : page.map((one) => rendered.header(one, setsOf(one.version)))
    const next = { ...from, after: page.at(-1)!.version.change!, told: from.told + page.length }
    const isLast = page.length === found.length
    const token = isLast ? '' : resumptionToken(verb, next)
    return isLast && resumed === undefined
      ? shown
      : [...shown, element('resumptionToken', { cursor: String(from.told) }, token)]
  }

  async function one(identifier: string, prefix: MetadataPrefix): Promise<Answer> {
    const version = await itemOf(identifier)
    if (version === undefined) return unknown
    return rendered.records([{ version, isDeleted: version.state === 'withdrawn' }], prefix)
  }

  async function itemOf(identifier: string): Promise<Version | undefined> {
    const before = harvestIdentifier(origin(), '')
    if (!identifier.startsWith(before)) return undefined
    const told = await store.told(identifier.slice(before.length))
    return told?.kind === 'item' ? told : undefined
  }

  async function formats(identifier: string | undefined): Promise<Answer> {
    if (identifier !== undefined && (await itemOf(identifier)) === undefined) return unknown
    return metadataPrefixes.map((prefix) =>
      element(
        'metadataFormat',
        {},
        element('metadataPrefix', {}, prefix),
        element('schema', {}, schemas[prefix].schema),
        element('metadataNamespace', {}, schemas[prefix].namespace),
      ),
    )
  }

  async function allSets(): Promise<Answer> {
    const all = await sets.all()
    return all.length === 0
      ? { code: 'noSetHierarchy', why: 'no institution shows anything here yet' }
      : all.map(({ spec, label }) =>
          element('set', {}, element('setSpec', {}, spec), element('setName', {}, nameOf(label))),
        )
  }

  function answer(request: HarvestRequest): Promise<Answer> {
    switch (request.verb) {
      case 'Identify':
        return identify(parts)
      case 'ListSets':
        return allSets()
      case 'ListMetadataFormats':
        return formats(request.identifier)
      case 'GetRecord':
        return one(request.identifier, request.prefix)
      case 'ListIdentifiers':
      case 'ListRecords':
        return list(request)
    }
  }

  return {
    /** The document that answers these arguments; what is wrong with them is in it. */
    answer: async (pairs: readonly (readonly [string, string])[]): Promise<string> => {
      const request = parseHarvestRequest(pairs)
      const told = request.ok ? await answer(request.value) : request.error
      // Section 3.2: arguments that cannot be read are not repeated.
      const isReadable = !isError(told) || !['badVerb', 'badArgument'].includes(told.code)
      return documentOf(told, {
        now: clock.now(),
        base: `${origin()}/oai`,
        repeated: isReadable ? repeatable(pairs) : {},
      })
    },
  }
}

export type Harvest = ReturnType<typeof harvestService>

const unknown: HarvestError = {
  code: 'idDoesNotExist',
  why: 'no item was ever published under this identifier',
}

const schemas: Readonly<Record<MetadataPrefix, { readonly schema: string; readonly namespace: string }>> = {
  oai_dc: {
    schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
  },
  lido: {
    schema: 'http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd',
    namespace: 'http://www.lido-schema.org',
  },
}

const nameOf = (label: InstitutionBody['label']): string =>
  [...new Set(textsOf(label).map(({ text }) => text))].join(' / ')

type About = {
  readonly now: number
  readonly base: string
  readonly repeated: Readonly<Record<string, string>>
}

function documentOf(told: Answer, { now, base, repeated }: About): string {
  const inside = isError(told)
    ? element('error', { code: told.code }, told.why)
    : element(repeated['verb'] ?? '', {}, ...told)
  return xmlDocument(
    element(
      'OAI-PMH',
      {
        xmlns: 'http://www.openarchives.org/OAI/2.0/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation':
          'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
      },
      element('responseDate', {}, datestamp(now)),
      element('request', repeated, base),
      inside,
    ),
  )
}

async function identify({ store, clock, origin, contact }: HarvestParts): Promise<Answer> {
  const namespace = harvestNamespace(origin())
  const first = (await store.firstAt()) ?? clock.now()
  const told = (name: string, text: string): Xml => element(name, {}, text)
  return [
    told('repositoryName', wordsFor('ja')('museum:top.label')),
    told('baseURL', `${origin()}/oai`),
    told('protocolVersion', '2.0'),
    told('adminEmail', contact()),
    told('earliestDatestamp', datestamp(first)),
    told('deletedRecord', 'persistent'),
    told('granularity', 'YYYY-MM-DDThh:mm:ssZ'),
    told('compression', 'gzip'),
    ...(schemeHost.test(namespace)
      ? [element('description', {}, identifierScheme(origin(), namespace))]
      : []),
  ]
}

/** The scheme knows only names of domains that have a dot, each part of which begins with a letter. */
const schemeHost = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/i

const identifierScheme = (origin: string, namespace: string): Xml =>
  element(
    'oai-identifier',
    {
      xmlns: 'http://www.openarchives.org/OAI/2.0/oai-identifier',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd',
    },
    element('scheme', {}, 'oai'),
    element('repositoryIdentifier', {}, namespace),
    element('delimiter', {}, ':'),
    element('sampleIdentifier', {}, harvestIdentifier(origin, 'tadami-line-scroll')),
  )

const rightsSpace = 'http://www.openarchives.org/OAI/2.0/rights/'

/** On which terms the texts of a record may be handed on, as OAI-PMH conveys rights of metadata; nothing where nobody said. */
const termsTold = (licence: MetadataLicence | undefined): readonly Xml[] =>
  licence === undefined
    ? []
    : [
        element(
          'about',
          {},
          element(
            'rights',
            {
              xmlns: rightsSpace,
              'xsi:schemaLocation': `${rightsSpace} http://www.openarchives.org/OAI/2.0/rights.xsd`,
            },
            element('rightsReference', { ref: metadataLicences[licence] }),
          ),
        ),
      ]

/** Records as they stand in an answer. */
function recordsIn({ records, presentation, licences, origin }: HarvestParts, sets: HarvestSets) {
  const header = ({ version, isDeleted }: Listed, specs: readonly string[]): Xml =>
    element(
      'header',
      { status: isDeleted ? 'deleted' : undefined },
      element('identifier', {}, harvestIdentifier(origin(), version.record)),
      element('datestamp', {}, datestamp(version.at)),
      ...specs.map((spec) => element('setSpec', {}, spec)),
    )

  return {
    header,
    records: async (list: readonly Listed[], prefix: MetadataPrefix): Promise<readonly Xml[]> => {
      const shown = list.filter(({ isDeleted }) => !isDeleted).map(({ version }) => version.body as ItemBody)
      const surroundings = await presentation.surroundingsOf(shown)
      const institutions: Institutions = new Map(
        (await records.institutions()).map(({ id, body }) => [id, body]),
      )
      const metadata = ({ record, body, at, institution }: Version): Xml => {
        const item = { id: record, body: body as ItemBody, at }
        const holder = institutions.get(institution)
        return prefix === 'oai_dc'
          ? dublinCore(item, holder, surroundings.addresses)
          : lidoRecord({ item, institution: holder, origin: origin() }, surroundings)
      }
      const [setsOf, licenceOf] = [await sets.setsOf(), await licences()]
      return list.map((one) =>
        element(
          'record',
          {},
          header(one, setsOf(one.version)),
          ...(one.isDeleted
            ? []
            : [
                element('metadata', {}, metadata(one.version)),
                ...termsTold(licenceOfItem(one.version.body as ItemBody, licenceOf)),
              ]),
        ),
      )
    },
  }
}
