import { japanDay, japanTime } from '../platform/clock.ts'
import { asText, csvOf } from '../platform/csv.ts'
import type { Act } from './act.ts'

const header = [
  'id',
  'date',
  'time',
  'person',
  'role',
  'onBehalfOf',
  'secondmentId',
  'operation',
  'subject',
  'details',
  'status',
  'code',
]

/** Acts as a spreadsheet opens them: UTF-8 that says so (BOM), a header, a line each. */
export const actsCsv = (acts: readonly Act[]): string =>
  `\uFEFF${csvOf(
    header,
    acts.map(({ id, at, userName, role, onBehalfOf, secondmentId, operation, subject, details, end }) => [
      id,
      japanDay(at),
      japanTime(at),
      asText(userName),
      role,
      onBehalfOf,
      secondmentId ?? undefined,
      operation,
      asText(subject),
      asText(JSON.stringify(details)),
      end?.status,
      end?.code ?? undefined,
    ]),
  )}`
