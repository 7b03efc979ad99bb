import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basket, house, letter } from './record-builders.ts'
import { elementsOf, namesIn, parseXml, textsOf } from './parsed-xml.ts'
import { openHarvest } from './harvest-world.ts'

const museum = await openHarvest({ pageSize: 3 })
const { clock, publish, withdraw, harvest } = museum

beforeAll(async () => {
  await publish('storehouse', house())
  await publish('bathhouse', house({ label: { ja: ['湯の家'], en: ['The Bathhouse'] } }))
  for (const n of [1, 2, 3, 4]) {
    clock.set(`2026-11-0${n + 1}T12:00:00.900Z`)
    await publish(`basket-${n}`, basket())
  }
  await publish('letter', letter({ institution: 'bathhouse' }))
  await museum.records.write({ do: 'draft', record: 'sketch', body: basket(), by: 'ken' })
  clock.set('2026-11-10T00:00:00Z')
  await withdraw('basket-2')
  await publish('basket-1', basket({ label: { ja: ['籠 & <籠>'], en: ['Basket "1"'], none: ['1'] } }))
})
afterAll(() => museum.dispose())

const id = (record: string): string => `oai:meguri.example:${record}`
const told = (text: string): string[] =>
  textsOf(parseXml(text), 'identifier')
    .filter((one) => one.startsWith('oai:'))
    .map((one) => one.split(':')[2]!)

describe('Identify', () => {
  test('says all that it must, in the order of the schema', async () => {
    const answer = parseXml(await harvest('verb=Identify'))
    const identify = elementsOf(answer, 'Identify')[0]!
    expect(namesIn(identify)).toEqual(['repositoryName', 'baseURL', 'protocolVersion', 'adminEmail', 'earliestDatestamp', 'deletedRecord', 'granularity', 'compression', 'description'])
    const [first] = ['baseURL', 'protocolVersion', 'adminEmail', 'earliestDatestamp', 'deletedRecord', 'granularity'].map((name) => textsOf(identify, name)).map((texts) => [texts.join()])
    expect(first).toEqual(['https://meguri.example/oai'])
    expect(textsOf(identify, 'earliestDatestamp')).toEqual(['2026-11-01T00:00:00Z'])
    expect(textsOf(identify, 'deletedRecord')).toEqual(['persistent'])
    expect(textsOf(identify, 'repositoryIdentifier')).toEqual(['meguri.example'])
    expect(textsOf(identify, 'adminEmail')).toEqual(['museum@meguri.example'])
  }) // prettier-ignore
})

describe('the lists of sets and formats', () => {
  test('name institutions', async () => {
    const answer = parseXml(await harvest('verb=ListSets'))
    expect([textsOf(answer, 'setSpec'), textsOf(answer, 'setName')]).toEqual([['bathhouse', 'storehouse'], ['湯の家 / The Bathhouse', '蔵の家 / The Storehouse']])
  }) // prettier-ignore

  test.each([undefined, 'basket-1', 'basket-2'])('name both formats, also of %s', async (record) => {
    const answer = parseXml(
      await harvest(`verb=ListMetadataFormats${record === undefined ? '' : `&identifier=${id(record)}`}`),
    )
    expect(textsOf(answer, 'metadataPrefix')).toEqual(['oai_dc', 'lido'])
  })
})

describe('a record', () => {
  test('is told in Dublin Core', async () => {
    const answer = parseXml(await harvest(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${id('basket-1')}`))
    const [record] = elementsOf(answer, 'record')
    expect([textsOf(record!, 'datestamp'), textsOf(record!, 'setSpec')]).toEqual([['2026-11-10T00:00:00Z'], ['storehouse']])
    const metadata = elementsOf(record!, 'metadata')[0]!
    expect(elementsOf(metadata, 'title').map((one) => [one.getAttribute('xml:lang'), one.textContent])).toEqual([['ja', '籠 & <籠>'], ['en', 'Basket "1"'], [null, '1']])
    expect(Object.fromEntries(['date', 'type', 'relation', 'coverage', 'format'].map((name) => [name, textsOf(metadata, name)]))).toEqual({
      date: ['1930~'],
      type: ['PhysicalObject'],
      relation: ['https://meguri.example/iiif/presentation/basket-1/manifest'],
      coverage: ['皮は6月にとる', 'The bark is taken in June', '蔵の家', 'The Storehouse'],
      format: ['山ぶどうの皮', 'Bark of wild vine'],
    })
    expect(textsOf(metadata, 'rights')).toEqual(['http://creativecommons.org/licenses/by/4.0/', '蔵の家', 'The Storehouse'])
  }) // prettier-ignore

  test('is told in LIDO, in each language of its name', async () => {
    const answer = parseXml(await harvest(`verb=GetRecord&metadataPrefix=lido&identifier=${id('basket-1')}`))
    const lido = elementsOf(answer, 'lido')[0]!
    expect(namesIn(lido)).toEqual(['lido:lidoRecID', 'lido:objectPublishedID', ...Array(2).fill('lido:descriptiveMetadata'), ...Array(2).fill('lido:administrativeMetadata')])
    const [first] = elementsOf(lido, 'descriptiveMetadata')
    expect(namesIn(first!)).toEqual(['lido:objectClassificationWrap', 'lido:objectIdentificationWrap', 'lido:eventWrap', 'lido:objectRelationWrap'])
    expect(namesIn(elementsOf(lido, 'objectIdentificationWrap')[0]!)).toEqual(['lido:titleWrap', 'lido:repositoryWrap', 'lido:objectDescriptionWrap'])
    expect(namesIn(elementsOf(lido, 'event')[0]!)).toEqual(['lido:eventType', 'lido:eventDate', 'lido:eventMaterialsTech'])
    expect([textsOf(lido, 'earliestDate')[0], textsOf(lido, 'latestDate')[0]]).toEqual(['1930-01-01', '1930-12-31'])
    const [administrative] = elementsOf(lido, 'administrativeMetadata')
    expect(namesIn(administrative!)).toEqual(['lido:rightsWorkWrap', 'lido:recordWrap', 'lido:resourceWrap'])
    expect(textsOf(administrative!, 'linkResource')).toEqual(['https://meguri.example/iiif/3/basket/full/max/0/default.jpg'])
    expect(textsOf(elementsOf(lido, 'administrativeMetadata')[1]!, 'creditLine')).toEqual(['The Storehouse'])
  }) // prettier-ignore

  test('that was withdrawn is told as deleted, and nothing more of it', async () => {
    const answer = parseXml(await harvest(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${id('basket-2')}`))
    const [header] = elementsOf(answer, 'header')
    expect([header!.getAttribute('status'), textsOf(header!, 'datestamp'), elementsOf(answer, 'metadata')]).toEqual(['deleted', ['2026-11-10T00:00:00Z'], []])
  }) // prettier-ignore
})

describe('a list', () => {
  test.each<[string, string[]]>([
    ['', ['basket-3', 'basket-4', 'letter', 'basket-2', 'basket-1']],
    ['&set=storehouse', ['basket-3', 'basket-4', 'basket-2', 'basket-1']],
    ['&set=bathhouse', ['letter']],
    ['&from=2026-11-05', ['basket-4', 'letter', 'basket-2', 'basket-1']],
    ['&from=2026-11-05T12:00:00Z', ['basket-4', 'letter', 'basket-2', 'basket-1']],
    ['&from=2026-11-05T12:00:01Z', ['basket-2', 'basket-1']],
    ['&until=2026-11-05', ['basket-3', 'basket-4', 'letter']],
    ['&until=2026-11-05T12:00:00Z', ['basket-3', 'basket-4', 'letter']],
    ['&until=2026-11-05T11:59:59Z', ['basket-3']],
    ['&from=2026-11-05&until=2026-11-05', ['basket-4', 'letter']],
    ['&from=2026-11-05&until=2026-11-09&set=storehouse', ['basket-4']],
  ])('of what was changed%s', async (narrowed, records) => {
    const whole: string[] = []
    let query = `verb=ListIdentifiers&metadataPrefix=lido${narrowed}`
    for (;;) {
      const answer = await harvest(query)
      whole.push(...told(answer))
      const token = textsOf(parseXml(answer), 'resumptionToken')[0] ?? ''
      if (token === '') break
      query = `verb=ListIdentifiers&resumptionToken=${encodeURIComponent(token)}`
    }
    expect(whole).toEqual(records)
  })

  test('of three on a page tells where it stands, and ends with an empty token', async () => {
    const first = parseXml(await harvest('verb=ListRecords&metadataPrefix=oai_dc'))
    const token = elementsOf(first, 'resumptionToken')[0]!
    expect([elementsOf(first, 'record').length, token.getAttribute('cursor')]).toEqual([3, '0'])
    const second = parseXml(
      await harvest(`verb=ListRecords&resumptionToken=${encodeURIComponent(token.textContent!)}`),
    )
    const last = elementsOf(second, 'resumptionToken')[0]!
    expect([elementsOf(second, 'record').length, last.getAttribute('cursor'), last.textContent]).toEqual([
      2,
      '3',
      '',
    ])
    const again = parseXml(
      await harvest(`verb=ListRecords&resumptionToken=${encodeURIComponent(token.textContent!)}`),
    )
    expect(textsOf(again, 'identifier')).toEqual(textsOf(second, 'identifier'))
    expect(
      elementsOf(
        parseXml(await harvest('verb=ListRecords&metadataPrefix=oai_dc&set=bathhouse')),
        'resumptionToken',
      ),
    ).toEqual([])
  })
})

describe('what is asked wrongly is told by its code', () => {
  const token = 'r.oai_dc.9.4.3.-.-.'
  test.each([
    ['', 'badVerb'],
    ['verb=', 'badVerb'],
    ['verb=Listrecords', 'badVerb'],
    ['verb=toString', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&identifier=a', 'badArgument'],
    ['verb=Identify&x=', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    [`verb=GetRecord&identifier=${id('basket-1')}`, 'badArgument'],
    [`verb=GetRecord&identifier=${id('basket-1')}&metadataPrefix=oai_dc&metadataPrefix=oai_dc`, 'badArgument'],
    [`verb=GetRecord&identifier=${id('basket-1')}&metadataPrefix=marc21`, 'cannotDisseminateFormat'],
    [`verb=GetRecord&identifier=${id('nothing')}&metadataPrefix=oai_dc`, 'idDoesNotExist'],
    [`verb=GetRecord&identifier=${id('sketch')}&metadataPrefix=oai_dc`, 'idDoesNotExist'],
    [`verb=GetRecord&identifier=${id('storehouse')}&metadataPrefix=oai_dc`, 'idDoesNotExist'],
    ['verb=GetRecord&identifier=basket-1&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=GetRecord&identifier=oai:other.example:basket-1&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=GetRecord&identifier=%01%22%3C%26&metadataPrefix=oai_dc', 'idDoesNotExist'],
    [`verb=ListMetadataFormats&identifier=${id('nothing')}`, 'idDoesNotExist'],
    ['verb=ListMetadataFormats&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListSets&set=storehouse', 'badArgument'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListIdentifiers&set=storehouse', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=OAI_DC', 'cannotDisseminateFormat'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-05&until=2026-11-06T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-06&until=2026-11-05', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&until=2026-11-05T24:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-05T00:00:00%2B09:00', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-05T00:00:00.5Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2027-01-01', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&until=2026-10-01', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=nobody', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=', 'noRecordsMatch'],
    [`verb=ListRecords&resumptionToken=${token}&metadataPrefix=oai_dc`, 'badArgument'],
    [`verb=ListRecords&resumptionToken=${token}&resumptionToken=${token}`, 'badArgument'],
    [`verb=ListIdentifiers&resumptionToken=${token}`, 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.marc.9.4.3.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.99.4.3.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.9.9.3.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.9.4.0.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.9.4.5.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.09.4.3.-.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.9.4.3.-1.-.', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=r.oai_dc.9999999999999999.4.3.-.-.', 'badResumptionToken'],
    ["verb=ListRecords&resumptionToken=r.oai_dc.9.4.3.-.-.a'", 'badResumptionToken'],
  ])('%s', async (query, code) => {
    const answer = parseXml(await harvest(query))
    const errors = elementsOf(answer, 'error')
    expect(errors.map((one) => one.getAttribute('code'))).toEqual([code])
    expect(errors[0]!.textContent).not.toBe('')
    const request = elementsOf(answer, 'request')[0]!
    expect([request.textContent, request.attributes.length > 0]).toEqual(['https://meguri.example/oai', !['badVerb', 'badArgument'].includes(code)])
    expect(namesIn(answer.documentElement!)).toEqual(['responseDate', 'request', 'error'])
  }) // prettier-ignore
})

describe('over HTTP', () => {
  test('arguments in a form are the same as in an address', async () => {
    const query = `verb=GetRecord&metadataPrefix=oai_dc&identifier=${id('basket-1')}`
    const sent = await museum.ask('/oai', { method: 'POST', body: query, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect([sent.status, await sent.text()]).toEqual([200, await harvest(query)])
    const request = elementsOf(parseXml(await harvest(query)), 'request')[0]!
    expect(Object.fromEntries([...request.attributes].map(({ name, value }) => [name, value]))).toEqual({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: id('basket-1') })
  }) // prettier-ignore

  test('is XML that any site may read, and packed for who can unpack it', async () => {
    const answer = await museum.ask('/oai?verb=ListRecords&metadataPrefix=lido', { headers: { 'accept-encoding': 'gzip', origin: 'https://harvester.example' } })
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  }) // prettier-ignore
})
