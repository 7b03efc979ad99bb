import { expect, test } from 'vitest'
import type { Revision } from '../../api/museum/draft-store.ts'
import { storyDraftStore } from '../../api/museum/repository-drafts.ts'
import { storyActStore } from '../../api/museum/repository-story-acts.ts'
import { emptyStory, type StoryDraft } from '../../api/museum/story-draft.ts'
import type { StoryAct } from '../../api/museum/story-plan.ts'
import { onEveryEngine } from '../support/engines.ts'

const revision = (over: Partial<Revision<StoryDraft>>): Revision<StoryDraft> => ({
  record: 'walk',
  revision: 1,
  institution: 'storehouse',
  draft: { ...emptyStory, title: { ja: '籠の話' } },
  by: 'ken',
  byName: '星 健',
  at: 1,
  ...over,
})

const act = (over: Partial<StoryAct>): StoryAct => ({
  record: 'walk',
  number: 1,
  institution: 'storehouse',
  act: 'publish',
  state: 'planned',
  dueAt: 100,
  revision: 1,
  version: null,
  ends: null,
  reason: null,
  by: 'ken',
  byName: '星 健',
  at: 1,
  ...over,
})

onEveryEngine('stories that are being written', (store) => {
  test('every text is kept apart from those of items, and told of the newest first', async () => {
    const drafts = storyDraftStore(store())
    const second = revision({ revision: 2, draft: { ...emptyStory, title: { ja: '山の籠の話' } }, at: 2 })
    for (const one of [revision({}), second, revision({ record: 'other', institution: 'bathhouse' })])
      expect(await drafts.add(one)).toBe('added')
    expect(await drafts.newest('walk')).toEqual(second)
    expect(await drafts.find('walk', 1)).toEqual(revision({}))
    expect(await drafts.ofInstitution('storehouse')).toEqual([second])
    expect(await drafts.last('walk', 1)).toEqual([second])
    expect(await drafts.last('walk', 9)).toEqual([second, revision({})])
    expect(await drafts.all('walk')).toEqual([
      { revision: 2, byName: '星 健', at: 2 },
      { revision: 1, byName: '星 健', at: 1 },
    ])
  })

  test('of two who save on the same text one is told so', async () => {
    const drafts = storyDraftStore(store())
    const both = ['ken', 'mio'].map((by) => drafts.add(revision({ record: 'bowl', by })))
    expect((await Promise.all(both)).toSorted()).toEqual(['added', 'taken'])
  })
})

onEveryEngine('what was decided about stories', (store) => {
  test('a plan is due from its moment on, until it ends', async () => {
    const acts = storyActStore(store())
    const withdrawal = act({ number: 2, act: 'withdraw', revision: null, dueAt: 200 })
    expect(await acts.add([act({}), withdrawal])).toBe('added')
    expect(await acts.add([act({ record: 'other', dueAt: 150 })])).toBe('added')
    expect(await acts.due(99)).toEqual([])
    expect((await acts.due(200)).map(({ record, number }) => [record, number])).toEqual([
      ['walk', 1],
      ['other', 1],
      ['walk', 2],
    ])
    expect(await acts.add([act({ number: 3, state: 'done', version: 1, ends: 1, at: 100 })])).toBe('added')
    expect(await acts.due(100)).toEqual([])
    expect((await acts.of('walk')).map(({ state }) => state)).toEqual(['planned', 'planned', 'done'])
  })

  test('of two who end a plan, or decide at once, one is told so, and nothing of theirs is kept', async () => {
    const acts = storyActStore(store())
    await acts.add([act({ record: 'raced' })])
    const ends = ['done', 'cancelled'].map((state, n) =>
      acts.add([
        act({
          record: 'raced',
          number: n + 2,
          state: state as 'done',
          version: state === 'done' ? 1 : null,
          ends: 1,
        }),
      ]),
    )
    expect((await Promise.all(ends)).toSorted()).toEqual(['added', 'raced'])
    expect((await acts.of('raced')).length).toBe(2)
    const told = act({ record: 'raced', number: 9, state: 'done', version: 7 })
    const both = [act({ record: 'raced', number: 8, state: 'done', version: 7 }), told]
    expect(await acts.add(both)).toBe('raced')
    expect((await acts.of('raced')).length).toBe(2)
  })

  test.each<[string, Partial<StoryAct>]>([
    ['a publication of no text', { revision: null }],
    ['a plan that ends something', { ends: 4 }],
    ['an end of nothing', { state: 'cancelled' }],
    ['what was done without a version', { state: 'done' }],
    ['a refusal without a reason', { state: 'refused', ends: 1 }],
    ['another word', { act: 'burn' as 'publish' }],
  ])('the database refuses %s', async (_, over) => {
    await expect(storyActStore(store()).add([act({ record: 'refused', ...over })])).rejects.toThrow(/check/)
  })
})
