import { sql } from 'drizzle-orm'
import type { Readable } from '../../db/store.ts'
import { sha256Hex } from '../platform/sha256.ts'
import type { BooksAudit } from './verify.ts'

const atOnce = 500

/** What the books say of invoices of fees: their sums and numbers in the database, their documents byte by byte here. */
export function invoiceChecks({
  tables: { feeInvoices: i },
  query,
  prepareRead,
}: Omit<Readable, 'close'>): BooksAudit['checks'] {
  const untrue = prepareRead(
    query
      .select({ row: sql<string>`wrong.name` })
      .from(
        sql`(select 'invoice ' || i.merchant_id || ' ' || i.month as name from fee_invoices i
          where i.amount_yen <> coalesce((select sum(f.amount_yen) from merchant_fees f join journals j on j.id = f.journal_id
              where f.merchant_id = i.merchant_id and j.created_at >= i.covers_from_at and j.created_at < i.until_at), 0)
            or i.number <> (select count(*) from fee_invoices b where b.issuer = i.issuer and b.year = i.year and b.number <= i.number)) as wrong`,
      )
      .orderBy(sql`wrong.name`)
      .limit(1),
  )
  const page = prepareRead(
    query
      .select()
      .from(i)
      .where(
        sql`${i.merchantId} > ${sql.placeholder('merchantId')} or (${i.merchantId} = ${sql.placeholder('merchantId')} and ${i.month} > ${sql.placeholder('month')})`,
      )
      .orderBy(i.merchantId, i.month)
      .limit(atOnce),
  )
  type Row = Awaited<ReturnType<typeof page>>[number]
  async function firstChanged(): Promise<string | undefined> {
    let last: Pick<Row, 'merchantId' | 'month'> = { merchantId: '', month: '' }
    for (;;) {
      const rows = await page({ merchantId: last.merchantId, month: last.month })
      const wrong = rows.find((row) => !isAsFixed(row))
      if (wrong !== undefined) return `invoice ${wrong.merchantId} ${wrong.month}`
      if (rows.length < atOnce) return undefined
      last = rows.at(-1)!
    }
  }
  return [
    {
      name: 'each invoice of fees holds what the ledger took in its time, and its issuer’s year is numbered without a gap',
      firstWrong: async () => (await untrue())[0]?.row,
    },
    { name: 'each invoice of fees is as it was fixed, to the byte', firstWrong: firstChanged },
  ]
}

type Kept = {
  readonly document: string
  readonly documentHash: string
  readonly month: string
  readonly issuer: string
  readonly year: number
  readonly number: number
  readonly amountYen: number
}

/** The hash is that of the document, and the row says what the document says. */
function isAsFixed({ document, documentHash, ...row }: Kept): boolean {
  if (sha256Hex(document) !== documentHash) return false
  const told = JSON.parse(document) as {
    number: string
    month: string
    amountYen: number
    issuer: { registrationNumber: string }
  }
  const [year, number] = told.number.split('-').map(Number)
  return (
    told.month === row.month &&
    told.amountYen === row.amountYen &&
    told.issuer.registrationNumber === row.issuer &&
    year === row.year &&
    number === row.number
  )
}
