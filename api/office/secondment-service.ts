import type { LentTown, OfficerDirectory } from '../identity/index.ts'
import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { RequestStore, Write } from './ports.ts'
import { requestService } from './request-service.ts'
import {
  checkApproval,
  checkEnd,
  checkSecondment,
  stateOf,
  type Secondment,
  type SecondmentAsked,
  type SecondmentSettings,
} from './secondment.ts'

export type SecondmentStore = {
  readonly find: (id: string) => Promise<Secondment | undefined>
  /** Every one that is not over, and the newest of all; the newest first. */
  readonly latest: (asked: {
    readonly now: number
    readonly newestMost: number
  }) => Promise<readonly Secondment[]>
  readonly ofOfficer: (userId: string) => Promise<readonly Secondment[]>
  readonly writes: (approved: Omit<Secondment, 'end'>) => readonly Write[]
  /** `exists`: it was ended before, and nothing was stored. */
  readonly end: (ended: {
    readonly secondmentId: string
    readonly endedBy: string
    readonly reason: string
    readonly at: number
  }) => Promise<'stored' | 'exists'>
}

export type SecondmentParts = {
  readonly requests: RequestStore<SecondmentAsked>
  readonly store: SecondmentStore
  readonly officers: OfficerDirectory
  readonly isTown: (code: string) => boolean
  readonly clock: Clock
  readonly settings: SecondmentSettings
}

export type Ending = { readonly id: string; readonly endedBy: string; readonly reason: string }

/** A secondment and how it stands now. */
export type ShownSecondment = Secondment & { readonly state: LentTown['state'] }

/** Officers lent from town to town: asked for by one person, let go by another, and over by themselves. */
export function secondmentService(parts: SecondmentParts) {
  const { requests, store, officers, isTown, clock, settings } = parts
  const officerOf = async (userId: string) => (await officers.all()).find((one) => one.userId === userId)
  const shown = (one: Secondment): ShownSecondment => ({ ...one, state: stateOf(one, clock.now()) })
  return {
    /** Asking refuses what `checkSecondment` names, deciding what `checkDecision` and `checkApproval` do. */
    requests: requestService<SecondmentAsked>({
      store: requests,
      clock,
      kind: {
        name: 'secondment',
        fields: ['userId', 'fromTown', 'town', 'works', 'firstDay', 'lastDay', 'reason'],
        validMs: settings.requestValidMs,
        check: async (asked) =>
          checkSecondment(asked, {
            officer: await officerOf(asked.userId),
            isTown: isTown(asked.town),
            now: clock.now(),
            settings,
          }),
        carryOut: async (request, alongside, decidedBy) => {
          const at = clock.now()
          const allowed = checkApproval(request, { decidedBy, at })
          if (!allowed.ok) return allowed
          const officer = await officerOf(request.userId)
          if (officer === undefined) return refuse({ code: 'officer_not_found', field: 'officer' })
          const approved = { ...request, userName: officer.name, approvedBy: decidedBy, approvedAt: at }
          // The decision first: of two at once, it is what the database refuses.
          return ok(await requests.commit([...alongside(), ...store.writes(approved)]))
        },
      },
    }),

    officers: officers.all,
    /** All that are not over, and the newest of the others. */
    latest: async (newestMost: number): Promise<readonly ShownSecondment[]> =>
      (await store.latest({ now: clock.now(), newestMost })).map(shown),
    find: async (id: string): Promise<ShownSecondment | undefined> => {
      const found = await store.find(id)
      return found && shown(found)
    },
    /** The towns that an officer was lent to, as they stand now. */
    of: async (userId: string): Promise<readonly LentTown[]> =>
      (await store.ofOfficer(userId)).map((one) => ({
        secondmentId: one.id,
        town: one.town,
        fromTown: one.fromTown,
        works: one.works,
        firstDay: one.firstDay,
        lastDay: one.lastDay,
        state: stateOf(one, clock.now()),
      })),

    /** From this instant nothing is done under it. Refuses secondment_not_found and what `checkEnd` names. */
    end: async ({ id, endedBy, reason }: Ending): Promise<Result<ShownSecondment, OfficeRefusal>> => {
      const at = clock.now()
      const found = await store.find(id)
      if (found === undefined) return refuse({ code: 'secondment_not_found' })
      const checked = checkEnd(found, { endedBy, reason, at })
      if (!checked.ok) return checked
      if (checked.value === 'new') await store.end({ secondmentId: id, endedBy, reason, at })
      const ended = (await store.find(id))!
      // Two at once: one end is stored.
      return ended.end?.endedBy === endedBy && ended.end.reason === reason
        ? ok(shown(ended))
        : refuse({ code: 'secondment_ended_before' })
    },
  }
}

export type Secondments = ReturnType<typeof secondmentService>
