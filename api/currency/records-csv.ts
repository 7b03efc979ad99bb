import { japanDay, japanTime } from '../platform/clock.ts'
import { asText, csvOf } from '../platform/csv.ts'
import type { ShownRecord } from './records.ts'

const header = [
  'journalId',
  'kind',
  'date',
  'time',
  'amountYen',
  'counterparty',
  'merchantId',
  'nameJa',
  'nameEn',
  'partnerId',
  'partnerNameJa',
  'partnerNameEn',
  'purchaseReference',
]

/** Records as a spreadsheet opens them: UTF-8 that says so (BOM), a header, a line each. */
export const recordsCsv = (records: readonly ShownRecord[]): string =>
  `\uFEFF${csvOf(
    header,
    records.map(({ journalId, kind, at, amountYen, counterparty, merchant, partner, purchaseReference }) => [
      asText(journalId),
      kind,
      japanDay(at),
      japanTime(at),
      amountYen,
      counterparty,
      asText(merchant?.merchantId ?? ''),
      asText(merchant?.name.ja ?? ''),
      asText(merchant?.name.en ?? ''),
      asText(partner?.merchantId ?? ''),
      asText(partner?.name.ja ?? ''),
      asText(partner?.name.en ?? ''),
      asText(purchaseReference ?? ''),
    ]),
  )}`
