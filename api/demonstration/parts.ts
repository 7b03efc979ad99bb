import type { Ledger, Wallets } from '../currency/index.ts'
import type { Merchants } from '../merchants/index.ts'
import type { Office, PotOpenings } from '../office/index.ts'
import { assert } from '../platform/assert.ts'
import type { Result } from '../platform/result.ts'
import type { Visitors } from '../visitors/index.ts'
import type { Invented } from './moment.ts'
import type { PlanSpot } from './plan.ts'

/** Ids of invented people. */
export type RegionPeople = {
  readonly owner: string
  readonly clerk: string
  readonly approver: string
  /** Of a town. */
  readonly officerOf: (town: string) => string
}

/** The services that everybody uses; here they live through invented days. */
export type RegionServices = {
  readonly ledger: Ledger
  readonly wallets: Pick<Wallets, 'open'>
  readonly merchants: Pick<Merchants, 'apply' | 'propose' | 'answer'>
  readonly office: Pick<Office, 'previewSettlement' | 'approveSettlement'>
  readonly potOpenings: Pick<PotOpenings, 'ask' | 'approve'>
  readonly visitors: Pick<Visitors, 'changeConsent' | 'checkIn' | 'show'>
  /** Makes the people who can sign in; answers their ids. */
  readonly people: () => Promise<RegionPeople>
  /** Lets a person work at a shop. */
  readonly addClerk: (merchantId: string, userId: string, at: number) => Promise<void>
  /** A station's id by its Japanese name, and every spot where one can check in. */
  readonly stationNamed: (nameJa: string) => string | undefined
  readonly spots: readonly PlanSpot[]
  readonly isBankDay: (day: string) => boolean
  /** Runs a long load, on SQLite as one transaction. */
  readonly inBulk: <T>(load: () => Promise<T>) => Promise<T>
}

export type SeedInput = {
  readonly services: RegionServices
  readonly invented: Invented
  readonly seed: string
  /** The days end with the day of this instant; nothing happens after it. */
  readonly now: number
  /** How many times larger than the ordinary region. */
  readonly scale?: number
  readonly days?: number
  /** Told after each whole day. */
  readonly progress?: (done: number, of: number, day: string) => void
  /** Stops after the day under way: what is there is whole and right. */
  readonly signal?: AbortSignal
}

export type Seeded = { readonly days: number; readonly acts: number; readonly stopped: boolean }

export type OpenShop = { readonly merchantId: string; readonly accountId: string }

/** A region under way: what acts need to find each other. */
export type Running = SeedInput & {
  readonly shops: readonly OpenShop[]
  readonly potIds: readonly string[]
  readonly wallets: Map<number, string>
  readonly payments: Map<string, string>
  readonly approver: string
}

/** The value of an answer that the demonstration never expects to be refused. */
export const must = <T>(answer: Result<T, { readonly code: string }>, what: string): T => {
  assert(answer.ok, `${what}: ${answer.ok ? '' : answer.error.code}`)
  return answer.value
}
