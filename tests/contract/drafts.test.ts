import { expect, test } from 'vitest'
import type { Revision } from '../../api/museum/draft-store.ts'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { draftStore } from '../../api/museum/repository-drafts.ts'
import { onEveryEngine } from '../support/engines.ts'

const revision = (over: Partial<Revision<ItemDraft>>): Revision<ItemDraft> => ({
  record: 'basket',
  revision: 1,
  institution: 'storehouse',
  draft: { ...emptyDraft, title: { ja: '籠' } },
  by: 'ken',
  byName: '星 健',
  at: 1,
  ...over,
})

onEveryEngine('drafts', (store) => {
  test('every text is kept, and the newest of each item is found', async () => {
    const drafts = draftStore(store())
    const second = revision({ revision: 2, draft: { ...emptyDraft, title: { ja: '山ぶどうの籠' } }, at: 2 })
    const other = revision({ record: 'sieve' })
    for (const one of [revision({}), second, other, revision({ record: 'tub', institution: 'bathhouse' })])
      expect(await drafts.add(one)).toBe('added')
    expect(await drafts.newest('basket')).toEqual(second)
    expect(await drafts.find('basket', 1)).toEqual(revision({}))
    expect(await drafts.find('basket', 3)).toBeUndefined()
    expect(await drafts.ofInstitution('storehouse')).toEqual([second, other])
  })

  test('a text that was saved before items told who answers is opened with nothing said of it', async () => {
    const drafts = draftStore(store())
    const { merit: _m, demerit: _d, contact: _c, ...before } = emptyDraft
    await drafts.add(revision({ record: 'old', draft: before as ItemDraft }))
    expect((await drafts.newest('old'))?.draft).toEqual(emptyDraft)
  })

  test('of two who save on the same text one is told so', async () => {
    const drafts = draftStore(store())
    const both = ['ken', 'mio'].map((by) => drafts.add(revision({ record: 'bowl', by })))
    expect((await Promise.all(both)).toSorted()).toEqual(['added', 'taken'])
  })

  test('the database refuses a text before the first', async () => {
    await expect(draftStore(store()).add(revision({ record: 'jar', revision: 0 }))).rejects.toThrow(/check/)
  })
})
