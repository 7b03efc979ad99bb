import { type Clock, japanDay } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Locale } from '../platform/words.ts'
import type { LanguageMap } from './language-map.ts'
import { type AskedPage, isPerson, type LookKind, lookOf } from './look.ts'
import { lookBuffer, type LookSum } from './look-buffer.ts'
import {
  figuresOf,
  type Figures,
  firstReckonedDay,
  type ReachedFigures,
  reachedFigures,
} from './look-figures.ts'
import { type LookStore, subjectsAskedMost } from './look-store.ts'
import type { Records } from './record-service.ts'
import { type StoryBody, stepsOf } from './story.ts'
import { holderOf, type Holders } from './studio-ports.ts'

export type LookServiceParts = {
  readonly store: LookStore
  readonly records: Pick<Records, 'items' | 'stories' | 'story'>
  readonly holders: Holders
  /** What a place is called; undefined where there is none. */
  readonly placeLabel: (id: string) => LanguageMap | undefined
  readonly clock: Clock
  readonly ids: Ids
}

/** Where somebody came to in a story, as their browser told it. */
export type Reached = { readonly story: string; readonly step: string; readonly language: Locale }

/** A thing that an institution shows, with what may be told of how often it was looked at. */
export type LookedAt = {
  readonly kind: Exclude<LookKind, 'step'>
  readonly subject: string
  readonly label: LanguageMap
  readonly figures: Figures
  /** Of a story: how many came to each scene. */
  readonly reached: readonly ReachedFigures[]
}

type Subject = {
  readonly id: string
  readonly label: LanguageMap
  readonly kinds: readonly LookedAt['kind'][]
  readonly story?: StoryBody
}

/** A minute's looks at one page in one language, and how many pages one process counts in it. */
const bounds = { looksMost: 60, sumsMost: 500 }

/** How long looks stay in a process before they are written down, at most. */
const heldMs = 60_000

/** Counts what is looked at, without anything that says who looked, and tells it where it is not too little to tell. */
export function lookService({ store, records, holders, placeLabel, clock, ids }: LookServiceParts) {
  const buffer = lookBuffer(bounds)
  let writtenAt = clock.now()
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    writtenAt = clock.now()
    const batch = buffer.batch(ids.next(), japanDay(writtenAt))
    if (batch === undefined) return
    await store.add(batch)
    buffer.written()
  }

  /** Writes down what is held. One at a time: a second one waits for the first. */
  async function flush(): Promise<void> {
    await writing?.catch(() => undefined)
    writing = write().finally(() => (writing = undefined))
    return writing
  }

  async function subjectsOf(institution: string): Promise<readonly Subject[]> {
    const [items, stories] = [await records.items(institution), await records.stories(institution)]
    const holder = await holderOf(holders, institution)
    const places = new Set(stories.flatMap(({ body }) => body.rooms.flatMap(({ place }) => place ?? [])))
    return [
      ...(holder === undefined
        ? []
        : [{ id: holder.id, label: holder.body.label, kinds: ['institution'] as const }]),
      ...stories.map(({ id, body }) => ({
        id,
        label: body.label,
        kinds: ['story', 'frame'] as const,
        story: body,
      })),
      ...items.map(({ id, body }) => ({ id, label: body.label, kinds: ['item', 'document'] as const })),
      ...[...places].flatMap((id) => {
        const label = placeLabel(id)
        return label === undefined ? [] : [{ id, label, kinds: ['place'] as const }]
      }),
    ]
  }

  function told({ id, label, kinds, story }: Subject, sums: readonly LookSum[], today: string): LookedAt[] {
    const own = sums.filter(({ subject }) => subject === id)
    return kinds.flatMap((kind) => {
      const days = own.filter((sum) => sum.kind === kind)
      const figures = figuresOf(days, today)
      const furthest = kind === 'story' ? own.filter((sum) => sum.kind === 'step') : []
      const reached = story === undefined ? [] : reachedFigures(furthest, stepsOf(story).length, today)
      return isTold(figures) ? [{ kind, subject: id, label, figures, reached }] : []
    })
  }

  return {
    /** Counts a page that was answered. Never waits, never throws: the reader has their page. */
    seen: (page: AskedPage, status: number): void => {
      const look = lookOf(page, status)
      if (look !== undefined) buffer.add(look, japanDay(clock.now()))
    },

    /** Counts the furthest scene that somebody came to, where the story has such a scene. */
    reached: async (
      { story, step, language }: Reached,
      by: Pick<AskedPage, 'header'>,
    ): Promise<Result<'counted', 'story' | 'step'>> => {
      const found = await records.story(story)
      if (found === undefined) return refuse('story')
      const n = stepsOf(found.story.body).findIndex(({ id }) => id === step)
      if (n < 0) return refuse('step')
      if (isPerson(by))
        buffer.add({ kind: 'step', subject: story, step: n + 1, language }, japanDay(clock.now()))
      return ok('counted')
    },

    flush,

    /** The same, as soon as a minute is over. */
    turn: async (): Promise<void> => {
      if (clock.now() - writtenAt >= heldMs) await flush()
    },

    /** What an institution's own things were looked at, where there is a number that may be told, in the order of their kinds. */
    of: async (institution: string): Promise<readonly LookedAt[]> => {
      const today = japanDay(clock.now())
      const subjects = await subjectsOf(institution)
      const all: LookedAt[] = []
      for (let n = 0; n < subjects.length; n += subjectsAskedMost) {
        const some = subjects.slice(n, n + subjectsAskedMost)
        const sums = await store.of(
          some.map(({ id }) => id),
          firstReckonedDay(today),
        )
        all.push(...some.flatMap((subject) => told(subject, sums, today)))
      }
      return all
    },

    today: (): string => japanDay(clock.now()),
  }
}

/** Whether any number of it may be told. */
const isTold = ({ week, fourWeeks, months }: Figures): boolean =>
  [week, fourWeeks, ...months].some(({ looks }) => looks !== undefined)

export type Looks = ReturnType<typeof lookService>
