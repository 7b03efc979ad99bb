import type { CheckIn, Spot, SpotKind } from './check-in.ts'
import type { ConsentEvent, Purpose } from './consent.ts'
import type { Visit } from './visits.ts'

/** A write, not looked into, stored whole with others or not at all. */
export type Write = object

/** The spots of the region, from the published content and the register of shops. */
export type Spots = { readonly find: (kind: SpotKind, id: string) => Promise<Spot | undefined> }

/** What can be shown and recorded as shown. */
export const subjectKinds = ['experiment', 'exhibit', 'place', 'event'] as const
export type SubjectKind = (typeof subjectKinds)[number]

export type Visitor = { readonly id: string; readonly createdAt: number }

export type Exposure = { readonly subjectKind: SubjectKind; readonly subjectId: string; readonly at: number }

export type Assignment = { readonly experimentId: string; readonly group: string; readonly at: number }

/** Pseudonyms and what they agreed to tell. Instants in epoch milliseconds. */
export type VisitorStore = {
  readonly visitorOf: (walletId: string) => Promise<Visitor | undefined>
  readonly consents: (visitorId: string) => Promise<readonly ConsentEvent[]>
  readonly consent: (id: string) => Promise<ConsentEvent | undefined>
  readonly checkIns: (visitorId: string) => Promise<readonly CheckIn[]>
  readonly checkIn: (
    visitorId: string,
    spot: { readonly spotKind: SpotKind; readonly spotId: string; readonly day: string },
  ) => Promise<CheckIn | undefined>
  readonly exposures: (visitorId: string) => Promise<readonly Exposure[]>
  readonly exposure: (id: string) => Promise<Exposure | undefined>
  readonly assignments: (visitorId: string) => Promise<readonly Assignment[]>
  /** Consented visits of these Japanese days, both included. */
  readonly visitsBetween: (fromDay: string, untilDay: string) => Promise<readonly Visit[]>
  /** How many visitors the lot put into each group. */
  readonly groupSizes: (experimentId: string) => Promise<ReadonlyMap<string, number>>
  readonly openWrite: (visitor: Visitor & { readonly walletId: string }) => Write
  readonly consentWrite: (id: string, visitorId: string, event: ConsentEvent) => Write
  readonly checkInWrite: (id: string, visitorId: string, checkIn: CheckIn) => Write
  readonly exposureWrite: (id: string, visitorId: string, exposure: Exposure) => Write
  readonly assignmentWrite: (visitorId: string, assignment: Assignment) => Write
  /** Cuts the way from the wallet to the pseudonym. */
  readonly unlinkWrite: (visitorId: string) => Write
  /** `taken`: one of the rows was there already; nothing was stored. Other refusals of the database are thrown. */
  readonly commit: (writes: readonly Write[]) => Promise<'stored' | 'taken'>
}

export type NewConsent = {
  readonly walletId: string
  readonly key: string
  readonly purpose: Purpose
  readonly given: boolean
  readonly wordingVersion: string
  readonly locale: string
}
