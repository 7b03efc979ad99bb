import type { Institutions } from '../museum/index.ts'
import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import { type IntakeAsked, intakeValidMs } from './intake-request.ts'
import type { RequestStore } from './ports.ts'
import { requestService } from './request-service.ts'

export type IntakeParts = {
  readonly store: RequestStore<IntakeAsked>
  readonly institutions: Pick<Institutions, 'isTaken' | 'takeIn'>
  readonly isTown: (code: string) => boolean
  readonly clock: Clock
}

/**
 * Institutions, taken in with four eyes. Asking refuses institution_town_not_found, institution_exists, reason_missing;
 * deciding that and what `checkDecision` does.
 */
export function intakeService({ store, institutions, isTown, clock }: IntakeParts) {
  const exists = ({ institution }: IntakeAsked): Result<never, OfficeRefusal> =>
    refuse({ code: 'institution_exists', field: 'identifier', identifier: institution })
  return requestService<IntakeAsked>({
    store,
    clock,
    kind: {
      name: 'institution intake',
      fields: ['institution', 'municipality', 'body', 'reason'],
      validMs: intakeValidMs,
      check: async (asked) => {
        if (!isTown(asked.municipality))
          return refuse({ code: 'institution_town_not_found', field: 'municipality' })
        if (await institutions.isTaken(asked.institution)) return exists(asked)
        return asked.reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
      },
      // A week may have passed: somebody else's may have the name by now.
      carryOut: async (request, alongside, decidedBy) => {
        const { institution: id, body, id: requestId } = request
        const taken = await institutions.takeIn({ id, body, by: decidedBy, requestId }, alongside)
        return taken === 'taken_in' ? ok(null) : exists(request)
      },
    },
  })
}

export type Intakes = ReturnType<typeof intakeService>
