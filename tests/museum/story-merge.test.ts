import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordSchema } from '../../api/museum/record-zod.ts'
import {
  emptyRow,
  emptyStory,
  regionTyped,
  storyBodyOf,
  type StoryDraft,
  storyDraftOf,
  type StoryRow,
} from '../../api/museum/story-draft.ts'
import { mergeStories } from '../../api/museum/story-merge.ts'
import { storyQualityOf } from '../../api/museum/story-quality.ts'
import { walk } from './story-builders.ts'

const row = (id: string, over: Partial<StoryRow> = {}): StoryRow => ({
  ...emptyRow(id, 'step'),
  title: { ja: id },
  ...over,
})
const story = (...rows: StoryRow[]): StoryDraft => ({ ...emptyStory, title: { ja: '籠の話' }, rows })
const ids = ({ rows }: StoryDraft): readonly string[] => rows.map(({ id }) => id)

describe('two who write on one story', () => {
  const before = story(row('a'), row('b'), row('c'))

  test('one moves and takes out, the other translates and adds: all of it is there', () => {
    const mine = story(row('c'), row('a'))
    const theirs = story(row('a', { title: { ja: 'a', en: 'A' } }), row('new'), row('b'), row('c'))
    const merged = mergeStories(before, mine, theirs)
    expect(ids(merged.draft)).toEqual(['c', 'a', 'new'])
    expect(merged.draft.rows[1]!.title).toEqual({ ja: 'a', en: 'A' })
    expect(merged.taken).toEqual(['a.title.en', 'new.row'])
    expect(merged.conflicts).toEqual([])
  })

  test('whoever moved is followed, whichever of them saved first', () => {
    const moved = story(row('b'), row('c'), row('a'))
    const added = story(row('a'), row('b'), row('c'), row('d'))
    expect(ids(mergeStories(before, added, moved).draft)).toEqual(['b', 'c', 'd', 'a'])
    expect(ids(mergeStories(before, moved, added).draft)).toEqual(['b', 'c', 'd', 'a'])
    expect(mergeStories(before, added, moved).taken).toEqual(['rows'])
  })

  test('both moved: mine stands, and both are told', () => {
    const merged = mergeStories(
      before,
      story(row('b'), row('a'), row('c')),
      story(row('a'), row('c'), row('b')),
    )
    expect(ids(merged.draft)).toEqual(['b', 'a', 'c'])
    expect(merged.conflicts).toEqual([{ part: 'rows', mine: 'b, a, c', theirs: 'a, c, b' }])
  })

  test('a step that one took out stays where the other wrote in it meanwhile', () => {
    const written = story(row('a'), row('b', { text: { ja: '新しい文' } }), row('c'))
    const without = story(row('a'), row('c'))
    expect(ids(mergeStories(before, without, written).draft)).toEqual(['a', 'b', 'c'])
    expect(ids(mergeStories(before, written, without).draft)).toEqual(['a', 'b', 'c'])
    const unread = mergeStories(before, before, without)
    expect([ids(unread.draft), unread.taken]).toEqual([['a', 'c'], ['rows']])
  })

  test('both wrote one text: mine stands, and both are told', () => {
    const mine = story(row('a', { text: { ja: '私の文' } }), row('b'), row('c'))
    const theirs = story(row('a', { text: { ja: '相手の文' }, region: '1,2,3,4' }), row('b'), row('c'))
    const merged = mergeStories(before, mine, theirs)
    expect(merged.draft.rows[0]).toMatchObject({ text: { ja: '私の文' }, region: '1,2,3,4' })
    expect(merged.conflicts).toEqual([{ part: 'a.text.ja', mine: '私の文', theirs: '相手の文' }])
  })

  const texts = fc.record({ ja: fc.constantFrom('', '山', '川') })
  const rows = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), text: texts, region: fc.constantFrom('', '0,0,1,1') }),
    { selector: ({ id }) => id, maxLength: 6 },
  ) // prettier-ignore
  const drafts = rows.map((all) => story(...all.map(({ id, text, region }) => row(id, { text, region }))))

  test('whoever changed nothing takes all of the other’s, whatever it is; no row is there twice', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (base, one, other) => {
        expect(mergeStories(base, base, other).draft).toEqual(other)
        expect(mergeStories(base, one, base).draft).toEqual(one)
        const merged = mergeStories(base, one, other).draft
        expect(new Set(ids(merged)).size).toBe(merged.rows.length)
        // What either of them added is never lost.
        const added = [...ids(one), ...ids(other)].filter((id) => !ids(base).includes(id))
        expect(added.every((id) => ids(merged).includes(id))).toBe(true)
      }),
    )
  })
})

const halt = { kind: 'station', id: 'halt', label: { ja: ['駅'] } } as const
const mapStop = (chosen: string) => (chosen === 'station/halt' ? halt : undefined)

describe('a draft and the story that it tells', () => {
  test('a published story opened and published again says the same', () => {
    const published = walk()
    expect(storyBodyOf(storyDraftOf(published), { institution: 'storehouse', published, mapStop })).toEqual(
      published,
    )
  })

  test('a map is what was chosen, each thing once; opened again it is the same', () => {
    const draft = story(row('where', { text: { ja: '文' }, map: 'station/halt station/halt place/nowhere' }))
    const body = storyBodyOf(draft, { institution: 'storehouse', mapStop })
    expect(body.rooms[0]!.steps[0]!.map).toEqual([halt])
    expect(storyDraftOf(body).rows.at(-1)!.map).toBe('station/halt')
  })

  test('sources come back as they were written; blank ones are none', () => {
    const cited = { ja: '村史\n村の人の話', en: 'Village history' }
    const draft = story(row('from', { text: { ja: '文' }, cited }), row('blank', { cited: { ja: ' ' } }))
    const body = storyBodyOf(draft, { institution: 'storehouse', mapStop })
    const rows = storyDraftOf(body).rows.filter(({ kind }) => kind === 'step')
    expect(rows.map((one) => one.cited)).toEqual([cited, {}])
  })

  test('steps before the first room stand in a room that is called as the story; a room without steps is none', () => {
    const view = { picture: 'basket/front', alternative: { ja: '籠' } }
    const step = row('opening', { ...view, text: { ja: '文' } })
    const draft = story(step, { ...row('empty-room'), kind: 'room' }, { ...row('room'), kind: 'room' }, { ...step, id: 'last' }) // prettier-ignore
    const body = storyBodyOf({ ...draft, summary: { ja: '説' }, credit: { ja: '蔵' }, rights: 'by' }, { institution: 'storehouse', mapStop }) // prettier-ignore
    expect(body.rooms.map(({ id, label }) => [id, label])).toEqual([
      ['opening-2', { ja: ['籠の話'] }],
      ['room', { ja: ['room'] }],
    ])
    expect(recordSchema.safeParse(body).success).toBe(true)
  })

  test.each([
    ['0,0,10,10', { x: 0, y: 0, width: 10, height: 10 }],
    ['1,2,0,4', undefined],
    ['1,2,3', undefined],
    ['-1,2,3,4', undefined],
    ['1.5,2,3,4', undefined],
    ['', undefined],
  ])('the part %s is read or refused', (typed, part) => expect(regionTyped(typed)).toEqual(part))

  test('what is missing is named, with the rows where it is', () => {
    const known = {
      views: new Map([['basket/front', { width: 100, height: 100 }]]),
      sounds: new Set(['storehouse-0123456789abcdef']),
      isMapped: (chosen: string) => mapStop(chosen) !== undefined,
      sourced: new Set(['whole']),
      hasContact: true,
    }
    const full: Partial<StoryRow> = { text: { ja: '文' }, picture: 'basket/front', alternative: { ja: '籠' } }
    const draft = story(
      row('whole', full),
      row('outside', { ...full, region: '100,0,10,10' }),
      row('unreadable', { ...full, region: '1,2' }),
      row('gone', { ...full, picture: 'gone/front' }),
      row('mute', { ...full, beside: 'basket/front' }),
      row('bare', { title: {} }),
      row('heard', {
        text: { ja: '文' },
        cited: { ja: '村の人の話' },
        sound: 'storehouse-0123456789abcdef',
        transcript: { ja: '歌' },
      }),
      row('unsaid', { text: { ja: '文' }, sound: 'storehouse-0123456789abcdef' }),
      row('lost', { text: { ja: '文' }, map: 'station/halt place/nowhere' }),
      row('strange', { text: { ja: '文' }, sound: 'others-0123456789abcdef', transcript: { ja: '歌' } }),
    )
    const { isReady, checks } = storyQualityOf(draft, known)
    expect(isReady).toBe(false)
    const rowsOf = (name: string) => checks.find((one) => one.name === name)?.rows
    expect(rowsOf('regions')).toEqual(['outside', 'unreadable'])
    expect(rowsOf('picturesPublic')).toEqual(['gone'])
    expect(rowsOf('transcripts')).toEqual(['unsaid'])
    expect(rowsOf('mapPlaces')).toEqual(['lost'])
    expect(rowsOf('sources')).not.toContain('whole')
    expect(rowsOf('sources')).not.toContain('heard')
    expect(rowsOf('sources')).toContain('bare')
    expect(rowsOf('sounds')).toEqual(['strange'])
    expect(rowsOf('alternatives')).toEqual(['mute'])
    for (const name of ['stepTitles', 'stepTexts', 'pictures']) expect(rowsOf(name), name).toEqual(['bare'])
    const ready = {
      ...story(row('whole', full)),
      summary: { ja: '説' },
      credit: { ja: '蔵' },
      rights: 'by' as const,
    }
    expect(storyQualityOf(ready, known).isReady).toBe(true)
    expect(storyQualityOf({ ...ready, rows: [] }, known).isReady).toBe(false)
    expect(storyQualityOf({ ...ready, merit: { ja: '眺めのよい列車' } }, known).isReady).toBe(false)
    expect(storyQualityOf(ready, { ...known, hasContact: false }).isReady).toBe(false)
    const named = { ...ready, contact: { ja: '蔵の係' } }
    expect(storyQualityOf(named, { ...known, hasContact: false }).isReady).toBe(true)
  })
})
