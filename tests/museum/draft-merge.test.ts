import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differencesOf, mergeDrafts } from '../../api/museum/draft-merge.ts'
import type { DraftChapter } from '../../api/museum/draft-reading.ts'
import { bodyOf, draftOf, emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { qualityOf } from '../../api/museum/item-quality.ts'
import { itemBodies } from './record-arbitrary.ts'
import { basket, letter } from './record-builders.ts'

const draft = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  title: { ja: '籠' },
  summary: { ja: '山の籠です。' },
  credit: { ja: '蔵の家' },
  rights: 'by',
  ...over,
})

describe('two who write on the same text', () => {
  test('both keep what only one of them changed', () => {
    const mine = draft({ title: { ja: '籠', en: 'Basket' } })
    const theirs = draft({ rights: 'cc0', title: { ja: '大きな籠' } })
    expect(mergeDrafts(draft(), mine, theirs)).toEqual({
      draft: draft({ rights: 'cc0', title: { ja: '大きな籠', en: 'Basket' } }),
      taken: ['title.ja', 'rights'],
      conflicts: [],
    })
  })

  test('are told of both texts where both changed the same', () => {
    const mine = draft({ title: { ja: '小さな籠' }, date: '1930' })
    const theirs = draft({ title: { ja: '大きな籠' }, date: '1930' })
    expect(mergeDrafts(draft(), mine, theirs)).toEqual({
      draft: mine,
      taken: [],
      conflicts: [{ part: 'title.ja', mine: '小さな籠', theirs: '大きな籠' }],
    })
  })

  test('a text that was taken out is out, and lists are one part', () => {
    const before = draft({ links: [{ address: 'https://a.example', label: {} }] })
    const merged = mergeDrafts(before, draft({ ...before, date: '1930' }), draft({ links: [], title: {} }))
    expect(merged.draft).toEqual(draft({ links: [], date: '1930', title: { ja: '' } }))
    expect(merged.conflicts).toEqual([])
  })

  test('whoever changed nothing takes all of the other’s, whatever it is', () => {
    fc.assert(
      fc.property(itemBodies, itemBodies, (a, b) => {
        const [before, theirs] = [draftOf(a), draftOf(b)]
        const { draft: merged, conflicts } = mergeDrafts(before, before, theirs)
        expect(conflicts).toEqual([])
        expect(differencesOf(merged, theirs)).toEqual([])
        expect(mergeDrafts(before, theirs, before).draft).toEqual(theirs)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a draft and what is published of it', () => {
  const words = { notShown: { ja: ['なし'] }, view: (n: number) => ({ ja: [`${n}`] }) }

  test.each([
    ['a thing', basket()],
    [
      'a document whose pages stay elsewhere',
      letter({ collection: 'shelf', events: ['fair'], sources: ['s'] }),
    ],
  ])('%s that is opened and published again is the same', (_, body) => {
    const sizes = new Map([['basket', { width: 1_100, height: 600 }]])
    const around = { institution: body.institution, sizes, published: body, words }
    expect(bodyOf(draftOf(body), around)).toEqual(body)
  })

  test('a pin stands as it is typed; one that nobody was asked for goes where other words are written', () => {
    const around = { institution: 'storehouse', sizes: new Map(), published: basket(), words }
    const next = { ...draftOf(basket()), place: { ja: 'となりの家' } }
    const label = { ja: ['となりの家'] }
    expect(bodyOf(next, around).place).toEqual({ label, position: { latitude: 37.5, longitude: 139.5 } })
    const { position: _, ...before } = next
    expect(bodyOf(before, around).place).toEqual({ label })
    expect(bodyOf({ ...next, position: '３７．４３１２，１３９．６５３４' }, around).place).toEqual({
      label,
      position: { latitude: 37.4312, longitude: 139.6534 },
    })
    expect(bodyOf({ ...next, position: '' }, around).place).toEqual({ label })
  })

  test('a place that the hub knows is taken with its name and its point, whatever is written beside it', () => {
    const spot = { kind: 'place', id: 'bridge', label: { ja: ['橋'] }, position: { latitude: 37.4, longitude: 139.6 } } as const // prettier-ignore
    const around = { institution: 'storehouse', sizes: new Map(), words }
    const chosen = draft({ spot: 'place/bridge', place: { ja: '蔵' }, position: '37.111, 139.111' })
    const body = bodyOf(chosen, { ...around, spot })
    const { label, position } = spot
    expect(body.place).toEqual({ label, position, known: 'place/bridge' })
    expect(draftOf(body)).toMatchObject({ spot: 'place/bridge', place: {}, position: '' })
    // What the hub knows no more stays as it was told.
    expect(bodyOf(draftOf(body), { ...around, published: body }).place).toEqual(body.place)
  })

  test('a text that was saved without the later parts leaves them as they are published', () => {
    const told = letter({ events: ['fair'] })
    const { reading: _, chapters: __, events: ___, spot: ____, position: _____, ...first } = draftOf(told)
    const around = { institution: 'storehouse', sizes: new Map(), published: told, words }
    expect(bodyOf(first, around)).toEqual(told)
    const emptied = { ...draftOf(told), reading: '', chapters: [], events: [] } as const
    const body = bodyOf(emptied, around)
    expect([body.reading, body.chapters, body.events]).toEqual([undefined, [], []])
  })

  test('a chapter goes with its views', () => {
    const told = letter()
    const around = { institution: 'storehouse', sizes: new Map(), published: told, words }
    const { pictures, ...rest } = draftOf(told)
    expect(bodyOf({ ...rest, pictures: pictures.slice(1) }, around).chapters).toEqual([])
    expect(bodyOf({ ...rest, pictures: pictures.toReversed() }, around).chapters).toEqual([])
  })

  test('what is written on the whole is told before there is a picture, and stays with it', () => {
    const written = draft({ pictures: [{ id: 'whole', image: '', alternative: {}, transcription: { ja: '奉納' } }] }) // prettier-ignore
    expect(qualityOf(written, { hasContact: true }).isReady).toBe(true)
    const around = { institution: 'storehouse', sizes: new Map([['x', { width: 9, height: 8 }]]), words }
    expect(bodyOf(written, around).canvases).toMatchObject([
      {
        id: 'whole',
        image: { from: 'nowhere' },
        alternative: { ja: ['なし'] },
        transcription: { ja: ['奉納'] },
      },
    ])
    const [view] = written.pictures
    const shown = { ...written, pictures: [{ ...view!, image: 'x', alternative: { ja: '石' } }] }
    expect(bodyOf(shown, around).canvases).toMatchObject([
      { id: 'whole', image: { from: 'own' }, width: 9, transcription: { ja: ['奉納'] } },
    ])
    expect(qualityOf({ ...shown, pictures: [{ ...view!, image: 'x' }] }, { hasContact: true }).isReady).toBe(
      false,
    )
  })

  test('what has no picture says so', () => {
    const [view] = bodyOf(draft(), { institution: 'storehouse', sizes: new Map(), words }).canvases
    expect(view).toMatchObject({ image: { from: 'nowhere' }, alternative: { ja: ['なし'] } })
  })
})

describe('the score of an item', () => {
  const [house, nobody] = [{ hasContact: true }, { hasContact: false }]
  const missing = (over: Partial<ItemDraft>): string[] =>
    qualityOf(draft(over), house)
      .checks.filter(({ isNeeded, isMet }) => isNeeded && !isMet)
      .map(({ name }) => name)
  const picture = { id: 'a', image: 'x', alternative: {}, transcription: {} }

  const at = (position: string): Partial<ItemDraft> => ({ position, place: { ja: '橋のたもと' } })
  const chapter = (over: Partial<DraftChapter>): Partial<ItemDraft> => ({
    chapters: [{ label: { ja: '序' }, from: 'a', to: 'b', ...over }],
    pictures: ['a', 'b'].map((id) => ({ ...picture, id, alternative: { ja: '字' } })),
  })

  test.each<[string, Partial<ItemDraft>, string[]]>([
    ['nothing', {}, []],
    ['its title', { title: { ja: ' ' } }, ['title']],
    ['a title that a reader of the pages understands', { title: { th: 'ตะกร้า' } }, ['title']],
    ['its description', { summary: {} }, ['summary']],
    ['what may be done with it', { rights: '' }, ['rights']],
    ['whom to name', { credit: {} }, ['credit']],
    ['what is seen on a picture', { pictures: [picture] }, ['alternative']],
    ['a date that can be read', { date: '昭和のはじめ' }, ['dateReadable']],
    ['the drawback beside an advantage', { merit: { ja: '景色のよい列車' } }, ['demerit']],
    [
      'the drawback in the same language',
      { merit: { ja: '無料', en: 'Free' }, demerit: { ja: '冬は休み' } },
      ['demerit'],
    ],
    ['an advantage', { merit: { ja: '無料' }, demerit: { ja: '冬は休み', en: 'Closed in winter' } }, []],
    ['a name for each chapter', chapter({ label: { th: 'บท' } }), ['chaptersWhole']],
    ['views of a chapter in their order', chapter({ from: 'b', to: 'a' }), ['chaptersWhole']],
    ['views that are there', chapter({ to: 'c' }), ['chaptersWhole']],
    ['a chapter', chapter({}), []],
    ['a point of two numbers', at('37.4312'), ['positionReadable']],
    ['a point in its order', at('139.6534, 37.4312'), ['positionReadable']],
    ['a point in or near Aizu', at('35.6895, 139.6917'), ['positionReadable']],
    ['a point that is known to a hundred metres', at('37.4, 139.6'), ['positionReadable']],
    ['a point that is exact without its exponent', at('37e0, 139E0'), ['positionReadable']],
    [
      'a point whose decimals are no more than its exponent takes',
      at('3.7431e1, 1.396e2'),
      ['positionReadable'],
    ],
    ['a name beside a point', { ...at('37.4312, 139.6534'), place: {} }, ['positionNamed']],
    ['a point', at('37.4312、139.6534'), []],
    ['a link that opens', { links: [{ address: 'javascript:alert(1)', label: {} }] }, ['linksReadable']],
  ])('is not enough without %s', (_, over, names) => {
    expect(missing(over)).toEqual(names)
    expect(qualityOf(draft(over), house).isReady).toBe(names.length === 0)
  })

  test('is not enough where neither the item nor its institution says who answers', () => {
    const isReady = (over: Partial<ItemDraft>): boolean => qualityOf(draft(over), nobody).isReady
    expect(isReady({})).toBe(false)
    expect(isReady({ contact: { th: 'ป้าเฮียนา' } })).toBe(false)
    expect(isReady({ contact: { ja: '蔵の係' } })).toBe(true)
  })

  test('is 0 for nothing, and 100 for everything that is asked for', () => {
    // What is not there can be read, and no picture is without its description.
    expect(qualityOf(emptyDraft, nobody).score).toBe(10)
    const texts = { ja: 'あ', en: 'a', ko: '가' }
    const full = draft({
      title: texts, summary: texts, provenance: texts, date: '1930~', visit: 'shown',
      pictures: [{ ...picture, alternative: texts }], contact: texts,
      fields: [{ field: 'maker', value: texts }, { field: 'material', value: texts }],
    }) // prettier-ignore
    expect(qualityOf(full, nobody).score).toBe(100)
  })
})
