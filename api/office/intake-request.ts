import type { TakenIn } from '../museum/index.ts'
import type { Shown, StaffRequest } from './four-eyes.ts'

/** An institution that one person wants taken in; another lets it go. It is the record as it will stand. */
export type IntakeAsked = {
  /** The identifier that it will have for ever. */
  readonly institution: string
  readonly municipality: string
  readonly body: TakenIn['body']
  readonly reason: string
}

export type Intake = Shown<StaffRequest<IntakeAsked>>

/** How long a request to take an institution in may wait, milliseconds: as one for a pot. */
export const intakeValidMs = 7 * 24 * 60 * 60 * 1000
