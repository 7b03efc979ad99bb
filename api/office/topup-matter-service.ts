import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import { checkEnding, type Ending, type MatterEnded, type TopupMatter } from './topup-matter.ts'

export type TopupMatterStore = {
  readonly find: (id: string) => Promise<TopupMatter | undefined>
  /** Every one that nobody ended, the oldest first, and then the last that were. */
  readonly list: (endedMost: number) => Promise<readonly TopupMatter[]>
  /** `exists`: somebody ended it before, and nothing was stored. */
  readonly end: (id: string, ended: MatterEnded) => Promise<'stored' | 'exists'>
}

/** Events of the card processor that moved nothing here and want a person's eye, and how each was ended, once. */
export const topupMatterService = ({ store, clock }: { store: TopupMatterStore; clock: Clock }) => ({
  list: store.list,

  /** Moves no money here: says that it was moved elsewhere, or need not be. Refuses what `checkEnding` names. */
  end: async (ending: Ending): Promise<Result<TopupMatter, OfficeRefusal>> => {
    const checked = checkEnding(await store.find(ending.id), ending)
    if (!checked.ok) return checked
    const { id, ...how } = ending
    if (checked.value === 'new') await store.end(id, { ...how, at: clock.now() })
    // Of two at once one is stored: the other is told so, unless it said the same.
    const matter = await store.find(id)
    const own = checkEnding(matter, ending)
    return own.ok && matter !== undefined ? ok(matter) : refuse({ code: 'matter_ended_before' })
  },
})

export type TopupMatters = ReturnType<typeof topupMatterService>
