import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { VisitorRefusal } from './errors.ts'

/** What a visitor may agree to, each by itself. */
export const purposes = ['statistics', 'messages'] as const
export type Purpose = (typeof purposes)[number]

/**
 * The wording in force, by purpose: the day its text was fixed. The texts are `visitors:consent.<purpose>`; whoever
 * changes one gives it a new version here (a test holds the two together).
 */
export const wordingInForce: Record<Purpose, string> = { statistics: '2026-11-23', messages: '2026-11-23' }

/** Given or withdrawn, with the text that was shown. `at` in epoch milliseconds. */
export type ConsentEvent = {
  readonly purpose: Purpose
  readonly given: boolean
  readonly wordingVersion: string
  readonly locale: string
  readonly at: number
}

/** What holds now for one purpose; undefined when the visitor was never asked. */
export function latestConsent(events: readonly ConsentEvent[], purpose: Purpose): ConsentEvent | undefined {
  let latest: ConsentEvent | undefined
  for (const event of events) {
    if (event.purpose !== purpose) continue
    // Two events of one millisecond have no order: the withdrawal counts.
    if (latest === undefined || event.at > latest.at || (event.at === latest.at && !event.given))
      latest = event
  }
  return latest
}

/** True only after a yes that was not taken back. */
export const agreed = (events: readonly ConsentEvent[], purpose: Purpose): boolean =>
  latestConsent(events, purpose)?.given === true

/** A yes must be to the text in force; a no is always heard. */
export function checkConsent(command: {
  readonly purpose: Purpose
  readonly given: boolean
  readonly wordingVersion: string
}): Result<null, VisitorRefusal> {
  const inForce = wordingInForce[command.purpose]
  return command.given && command.wordingVersion !== inForce
    ? refuse({ code: 'wording_outdated', field: 'wordingVersion', inForce })
    : ok(null)
}
