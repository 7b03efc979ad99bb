import { addDays, startOfJapanDay, type Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import {
  detailsOf,
  subjectOf,
  type Act,
  type ActCursor,
  type ActPage,
  type ActSearch,
  type NewAct,
} from './act.ts'

/** The acts of the office, only added. */
export type ActStore = {
  /** `not_lent`: what lent them does not hold for this act, and nothing was stored. */
  readonly begin: (act: NewAct) => Promise<'stored' | 'not_lent'>
  readonly end: (ended: {
    readonly actId: string
    readonly status: number
    readonly code: string | null
    readonly at: number
  }) => Promise<void>
  /** The newest first; `towns`: on behalf of these municipalities alone. */
  readonly find: (sought: {
    readonly person: string
    readonly fromAt: number
    readonly untilAt: number
    readonly operation: string
    readonly subject: string
    readonly towns: 'all' | readonly string[]
    readonly before: ActCursor
    readonly limit: number
  }) => Promise<readonly Act[]>
}

/** Who does something in which part, as whoever lets them do it says. */
export type Doing = {
  readonly userId: string
  readonly userName: string
  readonly operation: string
  readonly role: string
  readonly onBehalfOf: string
  readonly secondmentId: string | null
  /** What was sent with it. */
  readonly sent: unknown
}

const forever = 8.64e15

/** Records every command of the office: before it is done, so that none is done without, and how it ended. */
export const actService = ({ store, clock, ids }: { store: ActStore; clock: Clock; ids: Ids }) => ({
  /** No id: what lent them to that town holds no more, and it must not be done. */
  begin: async ({ sent, ...who }: Doing): Promise<string | undefined> => {
    const id = ids.next()
    const details = detailsOf(sent)
    const begun = await store.begin({ ...who, id, details, subject: subjectOf(details), at: clock.now() })
    return begun === 'stored' ? id : undefined
  },
  end: (actId: string, status: number, code: string | null) =>
    store.end({ actId, status, code, at: clock.now() }),

  /** A page of acts, the newest first. */
  find: async (
    search: ActSearch,
    page: { readonly before?: ActCursor | undefined; readonly limit: number },
    towns: 'all' | readonly string[],
  ): Promise<ActPage> => {
    const { person = '', operation = '', subject = '', from, until } = search
    const acts = await store.find({
      person,
      operation,
      subject,
      fromAt: from === undefined ? 0 : startOfJapanDay(from),
      untilAt: until === undefined ? forever : startOfJapanDay(addDays(until, 1)),
      towns,
      before: page.before ?? { at: forever, id: '' },
      limit: page.limit + 1,
    })
    const shown = acts.slice(0, page.limit)
    const last = shown.at(-1)
    return { acts: shown, next: acts.length > shown.length && last ? { at: last.at, id: last.id } : null }
  },
})

export type Acts = ReturnType<typeof actService>
