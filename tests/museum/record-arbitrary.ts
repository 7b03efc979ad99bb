import fc from 'fast-check'
import { pictureLimitNames } from '../../api/museum/picture-limit.ts'
import { descriptiveFields, itemForms, type ItemBody, readings, visits } from '../../api/museum/record.ts'
import { rightsAddresses } from '../../api/museum/rights.ts'

/** Plain text with what trips the careless: quotes, angle brackets, entities, letters beyond the first plane, line ends. */
const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '&amp;',
        '\n',
        ' ',
        '漆',
        '𠮷',
        'é',
        '<b>',
        '-->',
        '%',
        '\u2028',
        '\u0301',
        '<a href="javascript:x">',
      ),
      fc.string({ minLength: 1, maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  // A record's text has no `<` in front and no control characters.
  .map((parts) => `a${parts.join('').replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '')}`.toWellFormed())

const tags = fc.constantFrom('ja', 'en', 'zh-Hant', 'zh-Hans', 'ja-Latn', 'ko', 'th', 'none', 'pt-BR')
const texts = fc.dictionary(tags, fc.array(lines, { minLength: 1, maxLength: 2 }), {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
})
const ids = fc
  .stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}$/)
  .filter((id) => id !== 'top' && id !== 'collection')
const sides = fc.integer({ min: 1, max: 1_000_000 })
const dates = fc.constantFrom(
  '1868',
  '0001',
  '0000',
  '18XX',
  '187X~',
  '1868-21',
  '1868-02-29',
  '../1868',
  '1868/',
  '1603~/1868?',
  '0010-12-31',
  '9999',
  '/0001',
)

const canvasImages = fc.oneof(
  fc.constant({ from: 'own' as const, identifier: 'picture' }),
  fc.constant({ from: 'nowhere' as const }),
  fc.record({
    from: fc.constant('plain' as const),
    address: fc.constantFrom('https://partner.example/a.jpg', 'https://partner.example/show?id=1&size=2'),
  }),
  fc.record({
    from: fc.constant('elsewhere' as const),
    service: fc.constantFrom('https://partner.example/iiif/2/a', 'http://partner.example:8182/x%2Fy'),
    version: fc.constantFrom(2 as const, 3 as const),
    level: fc.constantFrom(0 as const, 1 as const, 2 as const),
  }),
)

const canvases = fc.uniqueArray(
  fc.record(
    {
      id: ids,
      label: texts,
      width: sides,
      height: sides,
      image: canvasImages,
      alternative: texts,
      transcription: texts,
    },
    { requiredKeys: ['id', 'label', 'width', 'height', 'image', 'alternative'], noNullPrototype: true },
  ),
  { minLength: 1, maxLength: 4, selector: ({ id }) => id },
)

/** Items as the schema lets them in. */
export const itemBodies: fc.Arbitrary<ItemBody> = fc
  .record(
    {
      kind: fc.constant('item' as const),
      institution: fc.constant('storehouse'),
      collection: fc.constant('shelf'),
      form: fc.constantFrom(...itemForms),
      label: texts,
      summary: texts,
      descriptions: fc.array(fc.record({ field: fc.constantFrom(...descriptiveFields), value: texts }), {
        maxLength: 4,
      }),
      date: dates,
      rights: fc.constantFrom(...rightsAddresses),
      requiredStatement: texts,
      provenance: texts,
      merit: texts,
      demerit: texts,
      contact: texts,
      place: fc.record(
        {
          label: texts,
          position: fc.record({
            latitude: fc.double({ min: -90, max: 90, noNaN: true }),
            longitude: fc.double({ min: -180, max: 180, noNaN: true }),
          }),
        },
        { requiredKeys: ['label'], noNullPrototype: true },
      ),
      station: ids,
      events: fc.array(ids, { maxLength: 2 }),
      merchants: fc.constant([]),
      visit: fc.constantFrom(...visits),
      links: fc.array(fc.record({ address: fc.webUrl({ withQueryParameters: true }), label: texts }), {
        maxLength: 2,
      }),
      reading: fc.constantFrom(...readings),
      limit: fc.constantFrom(...pictureLimitNames),
      canvases,
      chapters: fc.constant([]),
      sources: fc.constant([]),
    },
    {
      requiredKeys: [
        'kind',
        'institution',
        'form',
        'label',
        'summary',
        'descriptions',
        'rights',
        'requiredStatement',
        'events',
        'merchants',
        'visit',
        'links',
        'canvases',
        'chapters',
        'sources',
      ],
      noNullPrototype: true,
    },
  )
  .chain((body) =>
    fc.tuple(texts, fc.nat(), fc.nat(), fc.boolean()).map(([label, a, b, has]) => {
      const [from, to] = [a % body.canvases.length, b % body.canvases.length].toSorted((x, y) => x - y)
      const chapter = { label, from: body.canvases[from!]!.id, to: body.canvases[to!]!.id }
      return { ...body, chapters: has ? [chapter] : [] }
    }),
  )
