import type { Store } from '../../db/store.ts'

/**
 * Draws the books as T-accounts: what left an account on the left, what arrived on the right, its balance below.
 * `names` gives short names to accounts; accounts without a name are left out.
 */
export async function drawAccounts(store: Store, names: ReadonlyMap<string, string>): Promise<string> {
  const rows = await store.raw(`
    select e.account_id, e.fund_id, e.amount_yen, j.kind
    from entries e join journals j on j.id = e.journal_id
    order by j.created_at, j.id, e.line`)
  const drawn: string[] = []
  for (const [account, name] of names) {
    const lines = rows.filter((row) => row['account_id'] === account)
    const cells = lines.map((row) => {
      const yen = Number(row['amount_yen'])
      const cell = `${String(row['kind']).padEnd(7)} ${String(Math.abs(yen)).padStart(5)} ${names.get(String(row['fund_id'])) ?? String(row['fund_id'])}`
      return yen < 0 ? `${cell.padEnd(24)} |` : `${''.padEnd(24)} | ${cell}`
    })
    const balance = lines.reduce((sum, row) => sum + Number(row['amount_yen']), 0)
    drawn.push([name, '-'.repeat(25) + '+' + '-'.repeat(25), ...cells, `= ${balance}`].join('\n'))
  }
  return drawn.join('\n\n')
}
