import type { KeptNotice } from './kept-notice.ts'
import type { KeptRealtime } from './realtime.ts'

/** A live message as it is kept: cheap to ask, a new version with every message. */
export type RealtimeRow = { readonly id: string; readonly version: string }

/** Live messages, one of each name. */
export type RealtimeStore = {
  readonly versions: () => Promise<readonly RealtimeRow[]>
  readonly message: (id: string) => Promise<KeptRealtime | undefined>
  /** Puts a message and its alerts in place of the last of its name, all at once. False: a newer one is there. */
  readonly replace: (message: KeptRealtime, alerts: readonly KeptNotice[], now: number) => Promise<boolean>
  /** Ends a message and its alerts. False: there was none. */
  readonly remove: (id: string, now: number) => Promise<boolean>
}
