import { beforeEach, expect, test } from 'vitest'
import type { Revision } from '../../api/museum/draft-store.ts'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import type { PartnerImport } from '../../api/museum/partner-import.ts'
import type { PartnerObject } from '../../api/museum/partner-object.ts'
import type { PageDone, PageReading, PartnerVersion } from '../../api/museum/partner-store.ts'
import { draftStore } from '../../api/museum/repository-drafts.ts'
import { partnerStore } from '../../api/museum/repository-partners.ts'
import { onEveryEngine } from '../support/engines.ts'

const object: PartnerObject = {
  title: { ja: '絵図 "x"' },
  summary: {},
  statement: {},
  rights: 'by',
  rightsSaid: 'http://creativecommons.org/licenses/by/4.0/',
  provider: {},
  homepage: '',
  date: '',
  place: {},
  details: [],
  isReadFromRight: false,
  views: [],
  notes: [{ code: 'statement_missing' }],
}

onEveryEngine('partners', (store) => {
  let n = 0
  let id = ''
  const key = (name = 'map') => `https://library.example/${n}/${name}`
  const one = (over: Partial<PartnerImport> = {}): PartnerImport => ({
    id,
    institution: `house-${n}`,
    address: key(),
    name: '',
    state: 'walking',
    waitUntil: 0,
    waits: 0,
    by: 'ken',
    byName: '星 健',
    startedAt: n,
    changedAt: 1,
    ...over,
  })
  const page = (name: string, place: number) => ({ address: key(name), place, depth: place === 1 ? 0 : 1, kind: 'manifest' as const }) // prettier-ignore
  const reading = (name: string, over: Partial<PageReading> = {}): PageReading => ({
    address: key(name),
    kind: 'manifest',
    key: key(name),
    object,
    at: 5,
    ...over,
  })
  const done = (name: string, over: Partial<PageDone> = {}): PageDone => ({
    import: id,
    address: key(name),
    place: 1,
    title: '絵図',
    outcome: 'added',
    record: `house-${n}-1`,
    viewCount: 0,
    changes: [],
    kept: [],
    notes: [],
    at: 6,
    ...over,
  })
  const version = (over: Partial<PartnerVersion> = {}): PartnerVersion => ({
    key: key(),
    version: 1,
    record: `house-${n}-1`,
    institution: `house-${n}`,
    state: 'here',
    object,
    said: { 'title.ja': '絵図' },
    at: 6,
    ...over,
  })
  const revision = (over: Partial<Revision<ItemDraft>> = {}): Revision<ItemDraft> => ({
    record: `house-${n}-1`,
    revision: 1,
    institution: `house-${n}`,
    draft: { ...emptyDraft, title: { ja: '絵図' } },
    by: 'ken',
    byName: '星 健',
    at: 6,
    ...over,
  })
  beforeEach(() => {
    n += 1
    id = `walk-${n}`
  })

  test('an import is found as it was brought and changed, only from where it stood', async () => {
    const partners = partnerStore(store())
    await partners.add(one(), [page('map', 1)], [])
    expect(await partners.find(id)).toEqual(one())
    expect((await partners.underWay()).map((each) => each.id)).toContain(id)
    const halted = one({ state: 'halted', waitUntil: 70, waits: 2, byName: '渡部', changedAt: 9 })
    await partners.change(halted, ['walking'], 1)
    expect(await partners.find(id)).toEqual(halted)
    await partners.change(one({ state: 'done' }), ['running', 'walked', 'stopped'], 9)
    await partners.change(one({ state: 'walked' }), ['halted'], 1)
    expect(await partners.find(id)).toEqual(halted)
    await partners.add(one({ id: `${id}-b`, startedAt: n + 1 }), [], [])
    expect((await partners.ofInstitution(`house-${n}`)).map((each) => each.id)).toEqual([`${id}-b`, id])
    expect((await partners.underWay()).map((each) => each.id)).not.toContain(id)
  })

  test('each address is met and read once, in the order in which it was found', async () => {
    const partners = partnerStore(store())
    await partners.add(one(), [page('all', 1)], [])
    expect(await partners.next(id)).toEqual(page('all', 1))
    const all = reading('all', { kind: 'collection' })
    const { object: _, ...listed } = all
    const found = [page('b', 2), page('a', 3), page('c', 4)]
    const gone = { ...reading('c'), fault: { code: 'gone', status: 404 } as const }
    const { object: __, ...missing } = gone
    expect(await partners.addReadings(id, [listed, missing], found)).toBe('written')
    expect(await partners.addReadings(id, [listed], [page('d', 5)])).toBe('known')
    expect(await partners.addReadings(id, [reading('b')], [page('a', 5)])).toBe('known')
    expect(await partners.next(id)).toEqual(page('b', 2))
    expect(await partners.pages(id)).toEqual([page('all', 1), ...found])
    await partners.addReadings(id, [reading('b'), reading('a')], [])
    expect(await partners.next(id)).toBeUndefined()
    const byAddress = (a: PageReading, b: PageReading) => (a.address < b.address ? -1 : 1)
    expect((await partners.readings(id)).toSorted(byAddress)).toEqual(
      [listed, missing, reading('b'), reading('a')].toSorted(byAddress),
    )
    expect(await partners.count(id)).toEqual({ found: 4, read: 4, done: 0 })
  })

  test('a page is done once, with its version and its draft, or not at all', async () => {
    const [partners, drafts] = [partnerStore(store()), draftStore(store())]
    await partners.add(one(), [page('map', 1)], [])
    const both = [1, 2].map(() => partners.write(done('map'), version(), revision()))
    expect((await Promise.all(both)).toSorted()).toEqual(['known', 'written'])
    expect(await partners.done(id)).toEqual([done('map')])
    expect([await partners.newest(key()), await partners.ofRecord(`house-${n}-1`)]).toEqual([
      version(),
      version(),
    ])
    expect(await drafts.newest(`house-${n}-1`)).toEqual(revision())

    const second = done('other', { place: 2 })
    expect(await partners.write(second, version(), revision({ revision: 2 }))).toBe('taken')
    expect(await partners.write(second, version({ key: key('other') }), undefined)).toBe('taken')
    expect(await partners.write(second, version({ version: 2 }), revision())).toBe('taken')
    expect(await partners.write(second, version({ version: 2, state: 'gone' }), revision({ revision: 2 }))).toBe('written') // prettier-ignore
    expect((await partners.newest(key()))?.state).toBe('gone')
    expect(await partners.count(id)).toEqual({ found: 1, read: 0, done: 2 })
  })

  test('objects are told of in the order of their addresses, each as it was said last', async () => {
    const partners = partnerStore(store())
    for (const name of ['b', 'a', 'c'])
      expect(await partners.addVersion(version({ key: key(name), record: `house-${n}-${name}` }))).toBe(
        'added',
      )
    const news = version({ key: key('b'), record: `house-${n}-b`, version: 2, state: 'gone' })
    expect([await partners.addVersion(news), await partners.addVersion(news)]).toEqual(['added', 'taken'])
    const told = (await partners.after(key(''), 2)).map((each) => [each.key, each.version])
    expect(told).toEqual([[key('a'), 1], [key('b'), 2]]) // prettier-ignore
    expect((await partners.after(key('b'), 5)).map((each) => each.key)[0]).toBe(key('c'))
  })

  test.each<[string, Partial<Record<keyof PartnerVersion, unknown>>]>([
    ['in a state that nobody knows', { state: 'lost' }],
    ['that is counted from nothing', { version: 0 }],
  ])('the database refuses a version %s', async (_, told) => {
    await expect(partnerStore(store()).addVersion({ ...version(), ...told } as PartnerVersion)).rejects.toThrow(/check/) // prettier-ignore
  })

  test('the database refuses states and ends that nobody knows', async () => {
    const partners = partnerStore(store())
    await expect(partners.add(one({ state: 'lost' as 'done' }), [], [])).rejects.toThrow(/check/)
    await partners.add(one(), [], [])
    await expect(partners.write(done('map', { outcome: 'lost' as 'added' }), undefined, undefined)).rejects.toThrow(/check/) // prettier-ignore
    const { record: _, ...nameless } = done('map')
    await expect(partners.write(nameless, undefined, undefined)).rejects.toThrow(/check/)
    await expect(partners.addReadings(id, [{ ...reading('map'), kind: 'lost' as 'manifest' }], [])).rejects.toThrow(/check/) // prettier-ignore
    const both = { ...reading('map'), fault: { code: 'own' } as const }
    await expect(partners.addReadings(id, [both], [])).rejects.toThrow(/check/)
  })
})
