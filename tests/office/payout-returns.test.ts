import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'

type Shop = Awaited<ReturnType<Region['openShop']>>
const account = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1 as const,
  accountNumber: '7654321',
  holderKana: 'カスミショクドウ',
}

/** A run over what was taken until now. */
async function payAll(region: Region) {
  const cutOffAt = region.clock.now()
  const shown = await region.office.previewSettlement(cutOffAt)
  if (!shown.ok) throw new Error(shown.error.code)
  const { planHash, plan } = shown.value
  const run = await region.office.approveSettlement({
    cutOffAt,
    planHash,
    approvedBy: 'approver',
  })
  return { plan, run }
}
async function paid(region: Region) {
  const { run } = await payAll(region)
  if (!run.ok) throw new Error(run.error.code)
  return run.value
}

onEveryEngine('a payout that a bank sends back', (store) => {
  let region: Region
  let shop: Shop
  let wallet: string
  let minutes = 0

  beforeAll(async () => {
    region = await smallRegion(store())
    wallet = await region.openWallet(50_000)
    await region.grant(wallet, '074454', 300)
  })
  const later = () =>
    region.setNow(new Date(Date.UTC(2026, 10, 24, 10, ++minutes)).toISOString().slice(0, 16))
  beforeEach(async () => {
    later()
    shop = await region.openShop()
  })
  const sell = async (amountYen: number) => {
    await region.pay(wallet, shop.id, amountYen)
    later()
  }
  const owedYen = async (to = shop) =>
    [...(await ledgerStore(store()).merchantBalance(to.accountId)).values()].reduce((a, b) => a + b, 0)
  const returned = (payoutId: string, change: { key?: string; reason?: string } = {}) =>
    region.office.returnPayout({
      payoutId,
      reason: '該当口座なし',
      returnedBy: 'operator',
      key: newId(),
      ...change,
    })
  const sentTo = (report: Awaited<ReturnType<typeof paid>>) =>
    report.payouts.find((row) => row.merchantId === shop.id)!
  const confirm = (key = newId(), change: Partial<typeof account> = {}) =>
    region.merchants.confirmBankAccount({
      merchantId: shop.id,
      bank: { ...account, ...change },
      key,
    })

  it('is owed again, fund by fund, and paid again only when the shop said where its money is to go', async () => {
    await sell(1_200)
    const first = await paid(region)
    const sent = sentTo(first)
    expect([sent.amountYen, sent.funds.length, await owedYen()]).toEqual([1_200, 2, 0])
    expect(await returned(sent.payoutId)).toMatchObject({
      ok: true,
      value: { amountYen: 1_200, returned: { reason: '該当口座なし' } },
    })
    const owed = await ledgerStore(store()).merchantBalance(shop.accountId)
    expect(sent.funds.map(({ fundId, amountYen }) => [fundId, amountYen])).toEqual(
      [...owed].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    )
    expect(await region.merchants.cameBack(shop.id)).toMatchObject([{ amountYen: 1_200 }])

    later()
    const waits = await payAll(region)
    const mine = (lines: readonly { payee: { merchantId: string }; amountYen: number }[]) =>
      lines.filter(({ payee }) => payee.merchantId === shop.id).map((line) => line.amountYen)
    expect([mine(waits.plan.payouts), mine(waits.plan.waiting)]).toEqual([[], [1_200]])

    later()
    expect(await confirm()).toMatchObject({
      ok: true,
      value: { accountNumber: '7654321' },
    })
    expect(await region.merchants.cameBack(shop.id)).toEqual([])
    later()
    const second = await paid(region)
    expect(sentTo(second)).toMatchObject({
      amountYen: 1_200,
      accountNumber: '7654321',
      returned: null,
    })
    expect(await owedYen()).toBe(0)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  it('takes no other account for confirmed, also of a clock that is behind the day on which the shop began', async () => {
    const differs = { ok: false, error: { code: 'account_differs' } }
    const other = { accountNumber: '1111111' }
    expect(await confirm(newId(), other)).toEqual(differs)
    region.setNow('2026-11-23T10:00')
    expect([await confirm(newId(), other), await confirm()]).toEqual([differs, differs])
  })

  it('leaves the file as it was, and counts for the towns only in the run that pays it', async () => {
    const other = await region.openShop({
      nameJa: '奥の湯',
      municipality: '074454',
      holderKana: 'オクノユ',
    })
    await region.grant(wallet, '074446', 70)
    await sell(400)
    await region.pay(wallet, other.id, 60)
    later()
    const first = await paid(region)
    const [{ id }, file] = [first.settlement, await region.office.bankFile(first.settlement.id)]
    expect((await returned(sentTo(first).payoutId)).ok).toBe(true)
    expect(await region.office.bankFile(id)).toEqual(file)
    const told = await region.office.settlement(id)
    if (!told.ok) throw new Error(told.error.code)
    const sum = (lines: readonly { amountYen: number }[]) =>
      lines.reduce((yen, line) => yen + line.amountYen, 0)
    expect([told.value.sentYen, told.value.returnedYen]).toEqual([460, 400])
    expect([sum(told.value.flows), sum(told.value.byFunder)]).toEqual([60, 60])
    later()
    await confirm()
    later()
    const second = await paid(region)
    const both = [...told.value.flows, ...second.flows]
    expect(sum(both)).toBe(sum(first.flows))
    expect([...told.value.positions, ...second.positions].reduce((net, town) => net + town.netYen, 0)).toBe(0)
  })

  it('comes back once, also when ten say so at once, and the same key answers the same', async () => {
    await sell(500)
    const { payoutId } = sentTo(await paid(region))
    const keys = Array.from({ length: 10 }, newId)
    const told = await Promise.all(keys.map((key) => returned(payoutId, { key })))
    expect(told.filter((one) => one.ok)).toHaveLength(1)
    expect(new Set(told.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(
      new Set(['payout_returned_before']),
    )
    expect(await owedYen()).toBe(500)
    const place = told.findIndex((one) => one.ok)
    expect(await returned(payoutId, { key: keys[place]! })).toEqual(told[place])
    expect(await returned(payoutId, { key: keys[place]!, reason: 'another' })).toEqual({
      ok: false,
      error: { code: 'key_used', field: 'reason' },
    })
    expect(await returned(payoutId)).toEqual({
      ok: false,
      error: { code: 'payout_returned_before' },
    })
    expect(await owedYen()).toBe(500)
  })

  it.each([
    ['that was never sent', { payoutId: 'none' }, 'payout_not_found'],
    ['without what the bank said', { reason: ' ' }, 'reason_missing'],
  ])('is refused when it is one %s', async (_, change, code) => {
    const said = {
      payoutId: 'none',
      reason: 'x',
      returnedBy: 'operator',
      key: newId(),
      ...change,
    }
    expect(await region.office.returnPayout(said)).toMatchObject({
      ok: false,
      error: { code },
    })
  })

  it('goes to the account that is confirmed; the same key with another, and another account, are refused', async () => {
    const key = newId()
    const first = await confirm(key)
    expect(await confirm(key)).toEqual(first)
    expect(await confirm(key, { accountNumber: '9999999' })).toMatchObject({
      error: { code: 'key_used', field: 'accountNumber' },
    })
    // Whoever holds the owner's phone for a minute sends no money anywhere.
    expect(await confirm(newId(), { accountNumber: '9999999' })).toMatchObject({
      error: { code: 'account_differs' },
    })
    expect(await confirm(newId(), { branchCode: '999' })).toMatchObject({
      error: { code: 'branch_unknown', field: 'branchCode' },
    })
    expect(await region.merchants.bankAccount(shop.id)).toMatchObject({ accountNumber: '7654321' })
  })

  describe('the database itself refuses', () => {
    const row = (payoutId: string, journalId: string) =>
      `insert into payout_returns (payout_id, journal_id, reason, returned_by, created_at) values ('${payoutId}', '${journalId}', 'x', 'x', 1)`
    type Facts = { back: string; backJournalId: string; fresh: string; freshJournalId: string }
    it.each<[string, (f: Facts) => string]>([
      ['a return beside no journal of its kind', (f) => row(f.fresh, f.freshJournalId)],
      ['a return beside the journal of another', (f) => row(f.fresh, f.backJournalId)],
      ['a return entered twice', (f) => row(f.back, 'another')],
      ['changing what the bank said', () => `update payout_returns set reason = 'y'`],
      ['removing a return', () => 'delete from payout_returns'],
      [
        'a second journal of a return',
        (f) =>
          `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('second', 'payout_return', 'raw', 'second', '{}', 1, (select parent_id from journals where id = '${f.backJournalId}'))`,
      ],
    ])('%s', async (_, sql) => {
      await sell(90)
      const { payoutId: back } = sentTo(await paid(region))
      await returned(back)
      const [kept] = await store().raw(`select journal_id from payout_returns where payout_id = '${back}'`)
      later()
      await confirm()
      later()
      const { payoutId: fresh, payoutJournalId: freshJournalId } = sentTo(await paid(region))
      const facts = { back, backJournalId: String(kept!['journal_id']), fresh, freshJournalId }
      await expect(store().raw(sql(facts))).rejects.toBeInstanceOf(Violation)
    })
  })
})

describe('a payout that came back, over HTTP', () => {
  it('is entered by the operator only, and shown to the office and to the shop', async () => {
    const engine = await openEngine('sqlite')
    const region = await smallRegion(engine.store)
    const api: SmallApi = smallApi(region)
    const shop = await region.openShop()
    await region.pay(await region.openWallet(5_000), shop.id, 3_000)
    region.setNow('2026-11-25T09:00')
    const report = await paid(region)
    const path = `/payouts/${report.payouts[0]!.payoutId}/return`
    const said = { reason: '該当口座なし' }
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
      ['approver', 403],
    ] as const)
      expect((await api.post(path, said, as)).status).toBe(status)
    expect((await api.post('/payouts/none/return', said, 'operator')).status).toBe(404)
    const entered = await api.post(path, said, 'operator')
    expect([entered.status, await entered.json()]).toMatchObject([200, { returned: said }])
    const again = await api.post(path, said, 'operator')
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'payout_returned_before' }])
    const shown = await api.get(`/settlements/${report.settlement.id}`, 'approver')
    expect(await shown.json()).toMatchObject({
      returnedYen: 3_000,
      payouts: [{ returned: said }],
    })

    const [{ user_id }] = (await engine.store.raw(
      `select user_id from merchant_members where merchant_id = '${shop.id}'`,
    )) as [{ user_id: string }]
    const till = async () => await (await api.get(`/merchants/${shop.id}/till`, user_id)).json()
    expect(await till()).toMatchObject({
      payout: { balanceYen: 3_000, cameBack: [{ amountYen: 3_000 }] },
    })
    region.setNow('2026-11-25T09:01')
    const where = `/merchants/${shop.id}/bank-account`
    expect((await api.post(where, account, 'operator')).status).toBe(403)
    expect((await api.post(where, account, user_id)).status).toBe(200)
    expect(await till()).toMatchObject({
      payout: { balanceYen: 3_000, cameBack: [] },
    })
    await engine.dispose()
  })
})
