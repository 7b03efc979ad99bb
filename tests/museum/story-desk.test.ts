import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordService } from '../../api/museum/record-service.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { storyDraftStore } from '../../api/museum/repository-drafts.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import { storyActStore } from '../../api/museum/repository-story-acts.ts'
import { storyDeskService } from '../../api/museum/story-desk-service.ts'
import { emptyStory, type StoryDraft, storyDraftOf } from '../../api/museum/story-draft.ts'
import { openEngine } from '../support/engines.ts'
import { basket, heldClock, house } from './record-builders.ts'
import { walk } from './story-builders.ts'

const hour = 3_600_000
const ken = { userId: 'ken', name: '星 健' }
const mio = { userId: 'mio', name: '佐藤 澪' }
const record = 'walk'

async function openDesk() {
  const { store: database, dispose } = await openEngine('sqlite')
  const clock = heldClock()
  const store = recordStore(database)
  const records = recordService({ store, clock })
  const parts = {
    drafts: storyDraftStore(database),
    acts: storyActStore(database),
    records,
    store,
    holders: () => Promise.resolve([{ id: 'storehouse', body: house(), place: { label: { ja: ['蔵'] } } }]),
    faultIn: (body: unknown) => recordSchema.safeParse(body).error?.issues[0]?.path.map(String).join('.'),
    mapStop: () => Promise.resolve(undefined),
    clock,
  }
  await records.write({ do: 'publish', record: 'storehouse', body: house(), by: 'ken' })
  await records.write({ do: 'publish', record: 'basket', body: basket(), by: 'ken' })
  return { ...parts, desks: storyDeskService(parts), database, dispose }
}
type World = Awaited<ReturnType<typeof openDesk>>
let world: World
beforeEach(async () => {
  world = await openDesk()
})
afterEach(() => world.dispose())

const draft = (over: Partial<StoryDraft> = {}): StoryDraft => ({ ...storyDraftOf(walk()), ...over })

async function saved(text: StoryDraft, revision = 0): Promise<number> {
  const done = await world.desks.save({ record, institution: 'storehouse', revision, draft: text }, ken)
  if (!done.ok) throw new Error(done.error.code)
  return done.value.revision
}
const plan = (act: 'publish' | 'withdraw', dueAt: number, revision = 1, who = ken) =>
  world.desks.plan(record, act, { dueAt, revision }, who)
const title = async () => (await world.records.story(record))?.story.body.label['ja']?.[0]
const states = async () => (await world.desks.history(record)).acts.map(({ act, state }) => `${act} ${state}`)
const inHours = (hours: number) => world.clock.now() + hours * hour

describe('a story that is planned', () => {
  test('is published and withdrawn at its moments, in the name of who planned it', async () => {
    await saved(draft())
    expect((await plan('publish', inHours(1))).ok).toBe(true)
    expect((await plan('withdraw', inHours(3), 1, mio)).ok).toBe(true)
    await world.desks.turn()
    expect(await title()).toBeUndefined()
    world.clock.pass(hour)
    await world.desks.turn()
    expect(await title()).toBe('籠の話')
    world.clock.pass(2 * hour)
    await world.desks.turn()
    expect(await title()).toBeUndefined()
    const { acts } = await world.desks.history(record)
    expect(acts.slice(0, 2).map(({ act, state, byName, version }) => [act, state, byName, version])).toEqual([
      ['withdraw', 'done', '佐藤 澪', 2],
      ['publish', 'done', '星 健', 1],
    ])
    expect((await world.store.told(record))?.state).toBe('withdrawn')
  })

  test('both while the hub was off: in their order, at its next turn', async () => {
    await saved(draft())
    await plan('publish', inHours(1))
    await plan('withdraw', inHours(2))
    world.clock.pass(5 * hour)
    await world.desks.turn()
    const versions = await world.records.history(record)
    expect(versions.ok && versions.value.map(({ state }) => state)).toEqual(['published', 'withdrawn'])
  })

  test('tells the text that was saved when it was planned, whatever is written since', async () => {
    await saved(draft())
    await plan('publish', inHours(1))
    await saved(draft({ title: { ja: 'あとの題' } }), 1)
    world.clock.pass(hour)
    await world.desks.turn()
    expect(await title()).toBe('籠の話')
    // Planned on a text that is no longer the newest, whoever planned has not seen what came.
    expect(await plan('publish', inHours(1))).toMatchObject({ error: { code: 'draft_changed' } })
  })

  test('by two processes at once is published once; one that ends in between goes on', async () => {
    await saved(draft())
    await plan('publish', inHours(1))
    world.clock.pass(hour)
    await Promise.all([world.desks.turn(), storyDeskService(world).turn()])
    expect(await states()).toEqual(['publish done', 'publish planned'])
    // Published, and the process ended before it wrote that down.
    await saved(draft({ title: { ja: '二つめの題' } }), 1)
    await plan('publish', inHours(1), 2)
    world.clock.pass(hour)
    const deaf = { ...world.acts, add: () => Promise.reject(new Error('the process ended')) }
    await expect(storyDeskService({ ...world, acts: deaf }).turn()).rejects.toThrow('ended')
    expect(await title()).toBe('二つめの題')
    await world.desks.turn()
    const versions = await world.records.history(record)
    expect(versions.ok && versions.value.length).toBe(2)
    expect((await states()).slice(0, 2)).toEqual(['publish done', 'publish planned'])
  })

  test('that cannot be published any more says why, and holds up no other', async () => {
    await saved(draft())
    await plan('publish', inHours(1))
    const other = { record: 'second-walk', institution: 'storehouse', revision: 0, draft: draft() }
    await world.desks.save(other, ken)
    await world.desks.plan('second-walk', 'publish', { dueAt: inHours(1), revision: 1 }, ken)
    // Somebody else took the name for an item meanwhile.
    await world.records.write({ do: 'publish', record, body: basket(), by: 'mio' })
    world.clock.pass(hour)
    await world.desks.turn()
    const [last] = (await world.desks.history(record)).acts
    expect(last).toMatchObject({ state: 'refused', reason: 'record_kind_fixed', version: null })
    expect(await world.records.story('second-walk')).toBeDefined()
    await world.desks.turn()
    expect((await world.desks.history(record)).acts.length).toBe(2)
  })

  test('is given up by who publishes by hand; who withdraws gives up all', async () => {
    await saved(draft())
    await plan('publish', inHours(1))
    await plan('withdraw', inHours(2))
    await world.desks.publish(record, 1, mio)
    const opened = await world.desks.open(record)
    expect(opened.ok && opened.value.plans.map(({ act }) => act)).toEqual(['withdraw'])
    await world.desks.withdraw(record, mio)
    world.clock.pass(5 * hour)
    await world.desks.turn()
    expect((await world.store.told(record))?.version).toBe(2)
    expect(await states()).toEqual([
      'withdraw cancelled',
      'withdraw done',
      'publish cancelled',
      'publish done',
      'withdraw planned',
      'publish planned',
    ])
  })

  test('is not planned while something is missing', async () => {
    await saved({ ...emptyStory, title: { ja: '題' } })
    expect(await plan('publish', inHours(1))).toMatchObject({ error: { code: 'story_not_ready' } })
    expect(await plan('withdraw', inHours(1))).toMatchObject({ error: { code: 'plan_needless' } })
  })
})

describe('publishing by hand', () => {
  test('pressed twice at once is one version and one act', async () => {
    await saved(draft())
    const twice = await Promise.all([
      world.desks.publish(record, 1, ken),
      world.desks.publish(record, 1, ken),
    ])
    expect(twice.map(({ ok }) => ok)).toEqual([true, true])
    expect(await states()).toEqual(['publish done'])
    const versions = await world.records.history(record)
    expect(versions.ok && versions.value.length).toBe(1)
  })

  test('a picture that was withdrawn since is named as missing, and its step in a preview has no picture', async () => {
    await saved(draft())
    await world.records.write({ do: 'withdraw', record: 'basket', by: 'ken' })
    expect(await world.desks.publish(record, 1, ken)).toMatchObject({
      error: { code: 'story_not_ready', missing: ['picturesPublic'] },
    })
    const seen = await world.desks.preview(record)
    expect([seen?.story.body.rooms.length, seen?.items.size]).toEqual([2, 0])
  })
})
