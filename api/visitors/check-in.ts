import { japanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { agreed } from './consent.ts'
import type { ConsentEvent } from './consent.ts'
import type { VisitorRefusal } from './errors.ts'

/** Where one can check in. */
export const spotKinds = ['station', 'place', 'merchant', 'institution'] as const
export type SpotKind = (typeof spotKinds)[number]

/** A spot that exists. It counts for one town and for at most one line: the first of its station's. */
export type Spot = {
  readonly kind: SpotKind
  readonly id: string
  readonly municipality: string
  readonly lineId: string | null
  readonly nameJa: string
  readonly nameEn: string
}

/** A visit at one spot on one Japanese day. */
export type CheckIn = {
  readonly spotKind: SpotKind
  readonly spotId: string
  readonly municipality: string
  readonly lineId: string | null
  readonly day: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** Refuses, in order: spot_unknown, consent_needed. */
export function decideCheckIn(
  state: { readonly spot: Spot | undefined; readonly consents: readonly ConsentEvent[] },
  at: number,
): Result<CheckIn, VisitorRefusal> {
  const { spot, consents } = state
  if (spot === undefined) return refuse({ code: 'spot_unknown', field: 'spotId' })
  if (!agreed(consents, 'statistics')) return refuse({ code: 'consent_needed', purpose: 'statistics' })
  const { kind: spotKind, id: spotId, municipality, lineId } = spot
  return ok({ spotKind, spotId, municipality, lineId, day: japanDay(at), at })
}
