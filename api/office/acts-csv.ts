import { japanDay, japanTime } from '../platform/clock.ts'
import { csvOf } from '../platform/csv.ts'
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

/** A text that a spreadsheet takes for a formula begins with one of these (OWASP, CSV injection). */
const asText = (text: string): string => (/^[=+\-@\t\r]/.test(text.normalize('NFKC')) ? `'${text}` : text)

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
