import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { differencesOf } from './draft-merge.ts'
import type { DraftStore, Revision, Saved } from './draft-store.ts'
import { publishHolder } from './holder-publication.ts'
import { isRecordIdentifier, type RecordBody } from './record.ts'
import type { ItemInPlace, Records, StoryInPlace } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import type { Version, VersionState } from './record-version.ts'
import type { Sound } from './sound.ts'
import { type FindStop, type Stops, stopsIn } from './map-stops.ts'
import { soundsIn, stepsOf, type StoryBody } from './story.ts'
import type { StoryActStore } from './story-act-store.ts'
import {
  emptyStory,
  pictureChosen,
  stopsChosen,
  storyBodyOf,
  type StoryDraft,
  storyDraftOf,
  type StorySurroundings,
  viewsOfRow,
} from './story-draft.ts'
import type { StoryRefusal } from './story-errors.ts'
import {
  type Acting,
  decideDone,
  decideEnd,
  decideNoPlan,
  decidePlan,
  openPlans,
  type StoryAct,
  type StoryActName,
} from './story-plan.ts'
import { type Known, type KnownViews, type StoryQuality, storyQualityOf } from './story-quality.ts'
import { contactOf, holderOf, type Holders } from './studio-ports.ts'
import type { Writer } from './studio-service.ts'

export type StoryDeskParts = {
  readonly drafts: DraftStore<StoryDraft>
  readonly acts: StoryActStore
  readonly records: Records
  readonly store: Pick<RecordStore, 'told' | 'latest' | 'published'>
  readonly holders: Holders
  /** The part of a body that may not be written down; undefined where all of it may. */
  readonly faultIn: (body: RecordBody) => string | undefined
  /** Absent where there is no disk for sounds. */
  readonly findSound?: ((id: string) => Promise<Sound | undefined>) | undefined
  /** What a map may show, by how it is chosen: `place/…`, `station/…`, `institution/…`. */
  readonly mapStop: FindStop
  readonly clock: Clock
}

/** A story as the studio shows it. */
export type StoryDesk = {
  readonly record: string
  readonly institution: string
  /** 0: nobody saved anything yet. */
  readonly revision: number
  readonly draft: StoryDraft
  readonly saved?: { readonly byName: string; readonly at: number }
  readonly told?: Extract<VersionState, 'published' | 'withdrawn'>
  /** Whether what was saved says something else than what the public sees. */
  readonly isChanged: boolean
  /** Where its institution answers, as its data says. */
  readonly contact: string | undefined
  readonly quality: StoryQuality
  readonly plans: readonly StoryAct[]
  /** The public items of its pictures. */
  readonly items: ReadonlyMap<string, ItemInPlace>
}

/** A save on a text that was read before. */
export type StorySave = {
  readonly record: string
  readonly institution: string
  readonly revision: number
  readonly draft: StoryDraft
}

type ToldStory = Version & { readonly body: StoryBody }
type Answer<T> = Promise<Result<T, StoryRefusal>>

/** Whoever loses this often against others is told so by an error. */
const mostRaces = 25

/** Where an institution's staff writes its stories, publishes, plans and withdraws them. */
export function storyDeskService(parts: StoryDeskParts) {
  const { drafts, acts, records, store, holders, faultIn, findSound, clock } = parts

  const storyTold = async (record: string): Promise<ToldStory | undefined> => {
    const told = await store.told(record)
    return told?.body.kind === 'story' ? { ...told, body: told.body } : undefined
  }

  /** The items whose views a draft shows, as far as they are public. */
  async function itemsOf({ rows }: StoryDraft): Promise<ReadonlyMap<string, ItemInPlace>> {
    const chosen = rows.flatMap((row) => viewsOfRow(row).map(({ picture }) => pictureChosen(picture)?.item))
    const ids = [...new Set(chosen)].flatMap((id) => id ?? [])
    const found = await Promise.all(ids.map(records.item))
    return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.item.id, one] as const])))
  }

  const stopsOf = async (draft: StoryDraft): Promise<Stops> => stopsIn(draft, parts.mapStop)

  /** Sounds of the institution that a draft lets hear. */
  async function soundsOf(institution: string, { rows }: StoryDraft): Promise<ReadonlyMap<string, Sound>> {
    const ids = [...new Set(rows.map(({ sound }) => sound))].filter((id) => id !== '')
    const found = await Promise.all(ids.map(async (id) => findSound?.(id)))
    return new Map(found.flatMap((one) => (one?.institution === institution ? [[one.id, one] as const] : [])))
  }

  /** What may be shown and heard: also a sound that was published, where there is no disk to look it up. */
  const knownTo = async (
    items: ReadonlyMap<string, ItemInPlace>,
    sounds: ReadonlyMap<string, Sound>,
    published: StoryBody | undefined,
    { institution, mapStop }: { readonly institution: string; readonly mapStop: Stops },
  ): Promise<Known> => ({
    views: viewsIn(items),
    sounds: new Set([...sounds.keys(), ...(published === undefined ? [] : soundsIn(published))]),
    hasContact: (await contactOf(holders, institution)) !== undefined,
    isMapped: (chosen) => mapStop(chosen) !== undefined,
    sourced: new Set(
      (published === undefined ? [] : stepsOf(published)).flatMap(({ id, sources }) =>
        sources.length > 0 ? [id] : [],
      ),
    ),
  })

  async function deskOf(record: string, revision: Revision<StoryDraft> | undefined, told: ToldStory | undefined): Promise<StoryDesk> {
    const draft = revision?.draft ?? (told === undefined ? emptyStory : storyDraftOf(told.body))
    const items = await itemsOf(draft)
    const institution = told?.institution ?? revision?.institution ?? ''
    const [sounds, mapStop] = [await soundsOf(institution, draft), await stopsOf(draft)]
    return {
      record,
      institution,
      revision: revision?.revision ?? 0,
      draft,
      ...(revision === undefined ? {} : { saved: { byName: revision.byName, at: revision.at } }),
      ...(told === undefined ? {} : { told: told.state === 'published' ? 'published' : 'withdrawn' }),
      isChanged: told !== undefined && saysElse(draft, told, { sounds, mapStop }),
      quality: storyQualityOf(draft, await knownTo(items, sounds, told?.body, { institution, mapStop })),
      contact: await contactOf(holders, institution),
      plans: openPlans(await acts.of(record)),
      items,
    }
  } // prettier-ignore

  async function open(record: string): Answer<StoryDesk> {
    const [revision, told] = [await drafts.newest(record), await storyTold(record)]
    if (revision === undefined && told === undefined)
      return refuse({ code: 'draft_unknown', identifier: record })
    return ok(await deskOf(record, revision, told))
  }

  async function save(
    { record, institution, revision, draft }: StorySave,
    { userId, name }: Writer,
  ): Answer<StoryDesk> {
    if (!isRecordIdentifier(record))
      return refuse({ code: 'record_identifier_malformed', identifier: record })
    const [newest, told] = [await drafts.newest(record), await storyTold(record)]
    const owner = told?.institution ?? newest?.institution ?? institution
    if (owner !== institution || (await holderOf(holders, institution)) === undefined)
      return refuse({ code: 'draft_elsewhere' })
    const mapStop = await stopsOf(draft)
    const sounds = await soundsOf(institution, draft)
    const { sounds: own } = await knownTo(new Map(), sounds, told?.body, { institution, mapStop })
    const strange = draft.rows.find(({ sound }) => sound !== '' && !own.has(sound))
    if (strange !== undefined) return refuse({ code: 'sound_unknown', identifier: strange.sound })
    const lost = lostStop(draft, mapStop)
    if (lost !== undefined) return refuse({ code: 'map_stop_unknown', ...lost })
    if (newest !== undefined && isSame(newest.draft, draft)) return ok(await deskOf(record, newest, told))
    if (newest !== undefined && newest.revision !== revision) return refuse(changedBy(newest))
    const at = clock.now()
    const next = { record, revision: (newest?.revision ?? 0) + 1, institution, draft, by: userId, byName: name, at } // prettier-ignore
    if ((await drafts.add(next)) === 'added') return ok(await deskOf(record, next, told))
    const other = (await drafts.newest(record))!
    // The same text, sent twice at the same moment, is nobody else's.
    return isSame(other.draft, draft) ? ok(await deskOf(record, other, told)) : refuse(changedBy(other))
  }

  /** The saved text that is asked for, if it may be published; the newest one where none is named. */
  async function ready(record: string, revision: number): Answer<Revision<StoryDraft>> {
    const found = await drafts.find(record, revision)
    if (found === undefined) return refuse({ code: 'draft_unknown', identifier: record })
    const { institution, draft } = found
    const [sounds, mapStop] = [await soundsOf(institution, draft), await stopsOf(draft)]
    const published = (await storyTold(record))?.body
    const known = await knownTo(await itemsOf(draft), sounds, published, { institution, mapStop })
    const quality = storyQualityOf(draft, known)
    const missing = quality.checks.filter(({ isNeeded, isMet }) => isNeeded && !isMet).map(({ name }) => name)
    if (missing.length > 0) return refuse({ code: 'story_not_ready', missing })
    const body = storyBodyOf(draft, { institution, published, sounds, mapStop })
    const fault = faultIn(body)
    return fault === undefined ? ok(found) : refuse({ code: 'story_malformed', part: fault })
  }

  /** Tells the public a saved text; answers the version that says so, also where it was told already. */
  async function tell({ record, institution, draft }: Revision<StoryDraft>, by: string): Answer<Version> {
    const [told, latest] = [await storyTold(record), await store.latest(record)]
    const [sounds, mapStop] = [await soundsOf(institution, draft), await stopsOf(draft)]
    const body = storyBodyOf(draft, { institution, published: told?.body, sounds, mapStop })
    if (isTold(told, body)) return ok(told)
    await publishHolder(parts, institution, by)
    const written = await records.write({
      do: 'publish',
      record,
      body,
      by,
      expected: latest?.version ?? 0,
    })
    if (written.ok) return written
    const now = await storyTold(record)
    return isTold(now, body) ? ok(now) : written
  }

  async function takeBack(record: string, by: string): Answer<Version> {
    const [told, latest] = [await storyTold(record), await store.latest(record)]
    if (told?.state !== 'published') return refuse({ code: 'record_not_public' })
    return records.write({ do: 'withdraw', record, by, expected: latest!.version })
  }

  /** Writes down what a decision adds to the acts of a story; decided anew where somebody was first. */
  async function note(
    record: string,
    decide: (acts: readonly StoryAct[]) => Result<readonly StoryAct[], StoryRefusal>,
  ): Answer<void> {
    for (let race = 0; race < mostRaces; race++) {
      const decided = decide(await acts.of(record))
      if (!decided.ok) return decided
      if ((await acts.add(decided.value)) === 'added') return ok(undefined)
    }
    throw new Error(`Others decided ${mostRaces} times before ${record} could be written.`)
  }

  const acting = ({ userId, name }: Writer): Acting => ({ by: userId, byName: name, at: clock.now() })

  async function publish(record: string, revision: number, writer: Writer): Answer<StoryDesk> {
    const newest = await drafts.newest(record)
    if (newest !== undefined && newest.revision !== revision) return refuse(changedBy(newest))
    const found = await ready(record, revision)
    const told = found.ok ? await tell(found.value, writer.userId) : found
    if (!told.ok) return told
    const done = { record, institution: told.value.institution, act: 'publish' as const, revision, version: told.value.version } // prettier-ignore
    await note(record, (all) => ok(decideDone(all, done, acting(writer))))
    return open(record)
  }

  async function withdraw(record: string, writer: Writer): Answer<StoryDesk> {
    const told = await takeBack(record, writer.userId)
    if (!told.ok) return told
    const done = { record, institution: told.value.institution, act: 'withdraw' as const, revision: null, version: told.value.version } // prettier-ignore
    await note(record, (all) => ok(decideDone(all, done, acting(writer))))
    return open(record)
  }

  /** What is published at a moment is the text as it was saved when that was decided. */
  async function plan(record: string, act: StoryActName, asked: { readonly dueAt: number; readonly revision: number }, writer: Writer): Answer<StoryDesk> {
    const newest = await drafts.newest(record)
    const opened = await open(record)
    if (!opened.ok) return opened
    if (act === 'publish') {
      if (newest !== undefined && newest.revision !== asked.revision) return refuse(changedBy(newest))
      const found = await ready(record, asked.revision)
      if (!found.ok) return found
    }
    const { institution, told } = opened.value
    const planned = { record, institution, act, dueAt: asked.dueAt, revision: act === 'publish' ? asked.revision : null }
    const context = { ...acting(writer), isPublic: told === 'published' }
    const noted = await note(record, (all) => decidePlan(all, planned, context))
    return noted.ok ? open(record) : noted
  } // prettier-ignore

  async function unplan(record: string, act: StoryActName, writer: Writer): Answer<StoryDesk> {
    const noted = await note(record, (all) => decideNoPlan(all, act, acting(writer)))
    return noted.ok ? open(record) : noted
  }

  /** Does what a plan says. Where the hub ends in between, the next turn finds it done and only writes that down. */
  async function keep(due: StoryAct): Promise<void> {
    const found = due.act === 'publish' ? await ready(due.record, due.revision!) : undefined
    const told =
      found === undefined
        ? await takeBack(due.record, due.by)
        : found.ok
          ? await tell(found.value, due.by)
          : found
    const outcome = told.ok ? { version: told.value.version } : { reason: told.error.code }
    await note(due.record, (all) => ok(decideEnd(all, due, outcome, clock.now())))
  }

  return {
    holders,
    open,
    /** Saves a text on the one that was read; refuses where somebody saved meanwhile. Sent twice, it is saved once. */
    save,
    publish,
    withdraw,
    plan,
    unplan,

    /** A text as it was saved. */
    revision: drafts.find,

    /** Who saved what, and what was decided; the newest first. */
    history: async (
      record: string,
    ): Promise<{ readonly saved: readonly Saved[]; readonly acts: readonly StoryAct[] }> => ({
      saved: await drafts.all(record),
      acts: (await acts.of(record)).toReversed(),
    }),

    /** A text of a story as it would be told now; the newest where none is named. */
    preview: async (record: string, revision?: number): Promise<StoryInPlace | undefined> => {
      const found = revision === undefined ? await drafts.newest(record) : await drafts.find(record, revision)
      const told = await storyTold(record)
      const institution = found?.institution ?? told?.institution
      const holder = institution === undefined ? undefined : await holderOf(holders, institution)
      const draft = found?.draft ?? (revision === undefined && told ? storyDraftOf(told.body) : undefined)
      if (draft === undefined || holder === undefined) return undefined
      const [sounds, mapStop] = [await soundsOf(holder.id, draft), await stopsOf(draft)]
      const body = storyBodyOf(draft, { institution: holder.id, published: told?.body, sounds, mapStop })
      const at = found?.at ?? clock.now()
      return {
        story: { id: record, body, at },
        institution: { id: holder.id, body: holder.body, at },
        items: await itemsOf(draft),
      }
    },

    /** All stories of an institution, whatever the public sees of them. */
    stories: async (institution: string): Promise<readonly StoryDesk[]> => {
      const written = await drafts.ofInstitution(institution)
      const known = new Set(written.map(({ record }) => record))
      const shown = (await store.published('story', institution)).filter(({ record }) => !known.has(record))
      return Promise.all([
        ...written.map(async (one) => deskOf(one.record, one, await storyTold(one.record))),
        ...shown.map(async ({ record }) => deskOf(record, undefined, await storyTold(record))),
      ])
    },

    /** Publishes and withdraws what was planned for now or before. One story that cannot be does not hold up others. */
    turn: async (): Promise<void> => {
      const failures: unknown[] = []
      for (const due of await acts.due(clock.now()))
        await keep(due).catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** The first thing of a map that is not there. */
function lostStop({ rows }: StoryDraft, mapStop: Stops) {
  const lost = rows.map((row) => stopsChosen(row).find((chosen) => mapStop(chosen) === undefined))
  const row = lost.findIndex((one) => one !== undefined)
  return row < 0 ? undefined : { row, identifier: lost[row]! }
}

/** The pictures of items that can be shown, with how large they are. */
const viewsIn = (items: ReadonlyMap<string, ItemInPlace>): KnownViews =>
  new Map(
    [...items].flatMap(([id, { item }]) =>
      item.body.canvases.flatMap(({ id: canvas, image, width, height }) =>
        image.from === 'nowhere' ? [] : [[`${id}/${canvas}`, { width, height }] as const],
      ),
    ),
  )

const changedBy = ({ revision, byName, at }: Revision<StoryDraft>): StoryRefusal => ({
  code: 'draft_changed',
  revision,
  byName,
  at,
})

/** Whether a draft, published, would say something else than what the public was told last. */
const saysElse = (
  draft: StoryDraft,
  { institution, body }: ToldStory,
  around: Pick<StorySurroundings, 'sounds' | 'mapStop'>,
): boolean =>
  differencesOf(
    storyDraftOf(storyBodyOf(draft, { institution, published: body, ...around })),
    storyDraftOf(body),
  ).length > 0

const isTold = (told: ToldStory | undefined, body: StoryBody): told is ToldStory =>
  told?.state === 'published' && JSON.stringify(told.body) === JSON.stringify(body)

const isSame = (a: StoryDraft, b: StoryDraft): boolean => JSON.stringify(a) === JSON.stringify(b)

export type StoryDesks = ReturnType<typeof storyDeskService>
