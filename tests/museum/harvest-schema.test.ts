import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dublinCore } from '../../api/museum/harvest-dublin-core.ts'
import { lidoRecord } from '../../api/museum/harvest-lido.ts'
import { presentationAddresses } from '../../api/museum/presentation-addresses.ts'
import { element, type Xml, xmlDocument } from '../../api/museum/xml.ts'
import { openHub } from '../../api/open-hub.ts'
import { newPlace } from '../support/prepared-hub.ts'
import { faultsIn } from './harvest-schema.ts'
import { openHarvest } from './harvest-world.ts'
import { origin, ownImage } from './presentation-world.ts'
import { itemBodies } from './record-arbitrary.ts'
import { basket, house, letter } from './record-builders.ts'

const museum = await openHarvest({ pageSize: 3 })
const { clock, publish, withdraw, harvest } = museum

beforeAll(async () => {
  await publish('storehouse', house())
  await publish('bathhouse', house({ label: { ja: ['湯 & <湯>'], en: ['The Bathhouse'] } }))
  for (const n of [1, 2, 3, 4]) {
    clock.set(`2026-11-0${n + 1}T12:00:00.900Z`)
    await publish(`basket-${n}`, basket())
  }
  await publish('letter', letter({ institution: 'bathhouse' }))
  clock.set('2026-11-10T00:00:00Z')
  await withdraw('basket-2')
})
afterAll(() => museum.dispose())

const identifier = (record: string): string => encodeURIComponent(`oai:meguri.example:${record}`)
/** The token of an answer, ready for an address. */
const tokenIn = (answer: string): string =>
  encodeURIComponent(/<resumptionToken[^>]*>([^<]+)</.exec(answer)?.[1] ?? '')

describe('every answer is valid by the schema', () => {
  test.each(['oai_dc', 'lido'])('of a list in %s, with the withdrawn, to its last page', async (prefix) => {
    for (const verb of ['ListRecords', 'ListIdentifiers']) {
      let [query, pages] = [`metadataPrefix=${prefix}`, 0]
      for (;;) {
        const answer = await harvest(`verb=${verb}&${query}`)
        expect(faultsIn(answer)).toEqual([])
        pages += 1
        const token = tokenIn(answer)
        if (token === '') break
        query = `resumptionToken=${token}`
      }
      expect(pages).toBe(2)
    }
  })

  test.each([
    'verb=Identify',
    'verb=ListSets',
    'verb=ListMetadataFormats',
    `verb=ListMetadataFormats&identifier=${identifier('letter')}`,
    `verb=GetRecord&metadataPrefix=lido&identifier=${identifier('basket-1')}`,
    `verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifier('basket-1')}`,
    `verb=GetRecord&metadataPrefix=lido&identifier=${identifier('basket-2')}`,
  ])('to %s', async (query) => {
    const answer = await harvest(query)
    expect(answer).not.toContain('<error')
    expect(faultsIn(answer)).toEqual([])
  })

  test.each([
    ['badVerb', ''],
    ['badVerb', 'verb=Nothing'],
    ['badArgument', 'verb=ListRecords'],
    ['badArgument', 'verb=ListRecords&metadataPrefix=lido&from=yesterday'],
    ['noRecordsMatch', 'verb=ListRecords&metadataPrefix=lido&set=nowhere'],
    ['noRecordsMatch', 'verb=ListRecords&metadataPrefix=lido&set=%E6%B9%AF'],
    ['noRecordsMatch', 'verb=ListRecords&metadataPrefix=lido&set='],
    ['cannotDisseminateFormat', 'verb=ListRecords&metadataPrefix=marc21'],
    ['cannotDisseminateFormat', 'verb=ListRecords&metadataPrefix=%3Clido%3E'],
    ['idDoesNotExist', 'verb=GetRecord&metadataPrefix=lido&identifier=nothing'],
    ['idDoesNotExist', 'verb=GetRecord&metadataPrefix=lido&identifier=%25%25'],
    ['idDoesNotExist', 'verb=GetRecord&metadataPrefix=lido&identifier=https://a:b/'],
    ['badResumptionToken', 'verb=ListRecords&resumptionToken=%00%3C%3E'],
  ])('also where it is an error: %s to %j', async (code, query) => {
    const answer = await harvest(query)
    expect(answer).toContain(`code="${code}"`)
    expect(faultsIn(answer)).toEqual([])
  })

  test('whatever is asked', async () => {
    const values = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.stringMatching(/^[a:/?#[\]@%. "<0-]{1,8}$/),
      fc.webUrl(),
      fc.constantFrom('oai:meguri.example:letter', 'lido', 'oai_dc', '2026-11-02', ''),
    )
    const prefixes = fc.oneof(fc.constant('lido'), values)
    const verbs = fc.constantFrom('ListRecords', 'ListIdentifiers')
    const days = fc.constantFrom('2026-11-02', '2026-11-05', '2026-11-31')
    const asked = fc.oneof(
      fc.record({ verb: fc.constant('GetRecord'), metadataPrefix: prefixes, identifier: values }),
      fc.record({ verb: fc.constant('ListMetadataFormats'), identifier: values }),
      fc.record(
        { verb: verbs, metadataPrefix: prefixes, set: values, from: days, until: days },
        { requiredKeys: ['verb', 'metadataPrefix'] },
      ),
      fc.record({ verb: fc.oneof(verbs, fc.constant('ListSets')), resumptionToken: values }),
    )
    await fc.assert(
      fc.asyncProperty(asked, async (query) => {
        const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
        expect(faultsIn(await harvest(`${new URLSearchParams(pairs)}`))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('of a hub that holds nothing yet: it has no sets, and no records', async () => {
    const empty = await openHarvest({ pageSize: 3 })
    const answers = await Promise.all(
      ['verb=ListSets', 'verb=ListRecords&metadataPrefix=lido', 'verb=Identify'].map(empty.harvest),
    )
    await empty.dispose()
    expect(answers.map((answer) => /<error code="([a-zA-Z]+)"/.exec(answer)?.[1])).toEqual([
      'noSetHierarchy',
      'noRecordsMatch',
      undefined,
    ])
    expect(answers.flatMap(faultsIn)).toEqual([])
  })
})

test.each([
  'http://localhost:4321',
  'http://127.0.0.1:4321',
  'http://[::1]:4321',
  'https://meguri.2nd.example',
  'https://3.example',
])('Identify is valid at %s, too', async (at) => {
  const there = await openHarvest({ pageSize: 3, at })
  const answer = await there.harvest('verb=Identify')
  await there.dispose()
  expect(faultsIn(answer)).toEqual([])
})

/** An answer that holds one record. */
const answerWith = (metadata: Xml): string =>
  xmlDocument(
    element(
      'OAI-PMH',
      {
        xmlns: 'http://www.openarchives.org/OAI/2.0/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      element('responseDate', {}, '2026-11-10T00:00:00Z'),
      element('request', {}, `${origin}/oai`),
      element(
        'GetRecord',
        {},
        element(
          'record',
          {},
          element(
            'header',
            {},
            element('identifier', {}, 'oai:meguri.example:thing'),
            element('datestamp', {}, '2026-11-10T00:00:00Z'),
          ),
          element('metadata', {}, metadata),
        ),
      ),
    ),
  )

test('any record that may be written down is valid in both formats: many languages, what is missing, hostile signs', () => {
  const addresses = presentationAddresses(origin)
  const surroundings = { addresses, images: new Map([['picture', ownImage({ id: 'picture' })]]) }
  fc.assert(
    fc.property(itemBodies, fc.boolean(), (body, isHeld) => {
      const item = { id: 'thing', body, at: 1 }
      const institution = isHeld ? house() : undefined
      expect(faultsIn(answerWith(dublinCore(item, institution, addresses)))).toEqual([])
      expect(faultsIn(answerWith(lidoRecord({ item, institution, origin }, surroundings)))).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['without the kind of its record', /<lido:recordType>.*?<\/lido:recordType>/, ''],
  ['without its title', /<lido:titleWrap>.*?<\/lido:titleWrap>/, ''],
  ['without the kind of its number', /<lido:lidoRecID [^>]*>/, '<lido:lidoRecID>'],
  ['without its language', / xml:lang="ja"/, ''],
  ['with an element that LIDO has not', /<lido:titleWrap>/, '<lido:title/><lido:titleWrap>'],
  ['without the moment of its change', /<datestamp>.*?<\/datestamp>/, ''],
])('a record %s is found out', async (_, part, instead) => {
  const answer = await harvest(`verb=GetRecord&metadataPrefix=lido&identifier=${identifier('basket-1')}`)
  const damaged = answer.replace(part, instead)
  expect(damaged).not.toBe(answer)
  expect(faultsIn(damaged)).not.toEqual([])
})

test('every record of the demonstration is valid, in both formats', async () => {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  hub.address.set(origin)
  await hub.museum.takeIn()
  const told: Record<string, number> = {}
  for (const prefix of ['oai_dc', 'lido']) {
    let asked: [string, string][] = [['metadataPrefix', prefix]]
    for (;;) {
      const answer = await hub.museum.routes.harvest.answer([['verb', 'ListRecords'], ...asked])
      expect(faultsIn(answer)).toEqual([])
      told[prefix] = (told[prefix] ?? 0) + answer.split('<record>').length - 1
      const token = decodeURIComponent(tokenIn(answer))
      if (token === '') break
      asked = [['resumptionToken', token]]
    }
  }
  await store.close()
  await place.remove()
  expect(told['lido']).toBeGreaterThan(10)
  expect(told['oai_dc']).toBe(told['lido'])
}, 60_000)
