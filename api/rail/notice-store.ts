import type { KeptNotice } from './kept-notice.ts'

/** Notices that were put in by hand or loaded. */
export type NoticeStore = {
  /** How often anything was added or ended: cheap to ask, different after every change. */
  readonly changes: () => Promise<number>
  /** Those not ended, the oldest first. */
  readonly inForce: () => Promise<readonly KeptNotice[]>
  readonly add: (notice: KeptNotice, at: number) => Promise<void>
  /** False: there is no such notice in force. */
  readonly end: (id: string, at: number) => Promise<boolean>
}
