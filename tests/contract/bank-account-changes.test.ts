import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { keptPost, openOutbox } from '../messages/outbox.ts'
import { onEveryEngine } from '../support/engines.ts'

const other = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1 as const,
  accountNumber: '1112223',
  holderKana: 'カスミショクドウ',
}

onEveryEngine('a change of a shop’s bank account', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let owner: string
  let wallet: string

  beforeAll(async () => {
    region = await smallRegion(store())
    wallet = await region.openWallet(90_000)
    await openOutbox(store(), region.clock, keptPost()).messages.turn()
  })
  beforeEach(async () => {
    region.setNow('2026-11-24T10:00')
    shop = await region.openShop()
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    owner = String(row!['user_id'])
  })

  const ask = (change: Partial<typeof other> = {}, key = newId()) =>
    region.changes.ask({ merchantId: shop.id, bank: { ...other, ...change }, key, askedBy: owner })
  const act = (id: string, what: 'checked' | 'approved' | 'refused' | 'cancelled', doneBy: string) =>
    region.changes.act({ id, what, doneBy, reason: '届けてある番号に電話した' })
  async function asked(change: Partial<typeof other> = {}): Promise<string> {
    const one = await ask(change)
    if (!one.ok) throw new Error(one.error.code)
    return one.value.id
  }
  async function approved(): Promise<string> {
    const id = await asked()
    expect((await act(id, 'checked', 'operator')).ok).toBe(true)
    expect((await act(id, 'approved', 'approver')).ok).toBe(true)
    return id
  }
  const inForce = async () => (await region.merchants.bankAccount(shop.id))?.accountNumber
  /** The number of the account that a run of now would pay this shop to. */
  async function payTo(): Promise<string> {
    await region.pay(wallet, shop.id, 1_000)
    const cutOffAt = region.clock.now() + 1
    region.setNow(new Date(cutOffAt + 9 * 3_600_000).toISOString().slice(0, 23))
    const shown = await region.office.previewSettlement(cutOffAt)
    if (!shown.ok) throw new Error(shown.error.code)
    const run = await region.office.approveSettlement({
      cutOffAt,
      planHash: shown.value.planHash,
      approvedBy: 'approver',
    })
    if (!run.ok) throw new Error(run.error.code)
    return run.value.payouts.find(({ merchantId }) => merchantId === shop.id)!.accountNumber
  }

  it('leaves the account before in force to the last instant of the cool-down, and then takes its place', async () => {
    await approved()
    expect(await inForce()).toBe('7654321')
    region.setNow('2026-12-01T23:59')
    expect(await payTo()).toBe('7654321')
    region.setNow('2026-12-02T00:00')
    expect(await inForce()).toBe('1112223')
    expect(await payTo()).toBe('1112223')
  })

  it('is cancelled by the shop while it cools down, and the account before stays for good', async () => {
    const id = await approved()
    region.setNow('2026-12-01T12:00')
    expect((await act(id, 'cancelled', owner)).ok).toBe(true)
    region.setNow('2026-12-09T12:00')
    expect(await inForce()).toBe('7654321')
    expect(await region.changes.openOf(shop.id)).toBeUndefined()
    expect(await act(id, 'approved', 'another')).toMatchObject({ error: { code: 'change_decided' } })
  })

  it('stands in the office’s list until it is in force or given up, in front of any number of later ones', async () => {
    const cooling = await approved()
    const listed = async () => (await region.changes.latest(1)).map(({ id }) => id)
    region.setNow('2026-11-25T10:00')
    shop = await region.openShop()
    const cancelled = await asked()
    await act(cancelled, 'cancelled', owner)
    region.setNow('2026-11-25T11:00')
    shop = await region.openShop()
    const newest = await asked()
    expect((await listed()).slice(0, 1)).toEqual([newest])
    expect(await listed()).toContain(cooling)
    expect(await listed()).not.toContain(cancelled)
    region.setNow('2026-12-02T00:00')
    expect(await listed()).not.toContain(cooling)
    // Nothing of it stands open for the tests that follow.
    expect((await act(newest, 'cancelled', owner)).ok).toBe(true)
  })

  it('is asked for once at a time, also by ten at once, and the same key is the same', async () => {
    const told = await Promise.all(Array.from({ length: 10 }, () => ask()))
    expect(told.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(told.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(new Set(['change_open']))
    const open = await region.changes.openOf(shop.id)
    await act(open!.id, 'cancelled', owner)
    const key = newId()
    const first = await ask({}, key)
    const again = await ask({}, key)
    expect([first.ok && first.value.id]).toEqual([again.ok && again.value.id])
    expect(await ask({ accountNumber: '3334445' }, key)).toMatchObject({
      error: { code: 'key_used', field: 'accountNumber' },
    })
    await act((await region.changes.openOf(shop.id))!.id, 'cancelled', owner)
    expect(await ask({ accountNumber: '7654321' })).toMatchObject({ error: { code: 'same_account' } })
  })

  it('is let go once when two approve at once, and never by who checked it', async () => {
    const id = await asked()
    await act(id, 'checked', 'operator')
    expect(await act(id, 'approved', 'operator')).toMatchObject({ error: { code: 'own_change' } })
    expect(await act(id, 'approved', owner)).toMatchObject({ error: { code: 'own_change' } })
    const both = await Promise.all([act(id, 'approved', 'approver'), act(id, 'approved', 'another')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(['change_decided'])
    const rows = await store().raw(`select id from merchant_bank_accounts where merchant_id = '${shop.id}'`)
    expect(rows).toHaveLength(2)
  })

  it('is approved or cancelled, never both, when both happen at once', async () => {
    const id = await asked()
    await act(id, 'checked', 'operator')
    const [yes, no] = await Promise.all([act(id, 'approved', 'approver'), act(id, 'cancelled', owner)])
    // An approval that was first can still be cancelled: then the account never holds.
    if (yes.ok && !no.ok) await act(id, 'cancelled', owner)
    region.setNow('2026-12-09T12:00')
    expect(await inForce()).toBe('7654321')
  })

  it('asked for by the office is its check, and another lets it go', async () => {
    const behalf = (onBehalf: string) =>
      region.changes.ask({ merchantId: shop.id, bank: other, key: newId(), askedBy: 'operator', onBehalf })
    expect(await behalf(' ')).toMatchObject({ error: { code: 'reason_missing' } })
    const one = await behalf('窓口で通帳を見た')
    if (!one.ok) throw new Error(one.error.code)
    expect(await act(one.value.id, 'approved', 'operator')).toMatchObject({ error: { code: 'own_change' } })
    expect((await act(one.value.id, 'approved', 'approver')).ok).toBe(true)
  })

  it('is told to the shop at each step, at the address it had before', async () => {
    const post = keptPost()
    const tell = async () => {
      await openOutbox(store(), region.clock, post).messages.turn()
      return post.taken.splice(0).filter(({ to }) => to === shop.contactEmail)
    }
    // That it may take payments.
    await tell()
    const id = await approved()
    const told = await tell()
    expect(told.map(({ subject }) => subject).toSorted((x, y) => (x < y ? -1 : 1))).toEqual([
      '口座の変更の申し出を受けました',
      '振り込みの口座が2026-12-02から変わります',
    ])
    // A letter may be read by others: it shows the end of the number only.
    for (const { text } of told) {
      expect(text).toContain('2223')
      expect(text).not.toContain('1112223')
    }
    region.setNow('2026-11-25T10:00')
    await act(id, 'cancelled', owner)
    expect((await tell()).map(({ subject }) => subject)).toEqual(['口座の変更を取りやめました'])

    await approved()
    await tell()
    region.setNow('2026-12-03T00:01')
    expect((await tell()).map(({ subject }) => subject)).toEqual(['振り込みの口座が変わりました'])
  })

  describe('the database itself refuses', () => {
    const step = (id: string, number: number, [what, by]: readonly [string, string], at = 1) =>
      `insert into bank_account_change_steps (change_id, number, what, done_by, reason, in_force_at, created_at) values ('${id}', ${number}, '${what}', '${by}', 'x', ${what === 'approved' ? 2 : 'null'}, ${at})`
    it.each<[string, (id: string) => string]>([
      ['an approval that nobody checked', (id) => step(id, 1, ['approved', 'a'])],
      ['a check that was left out', (id) => step(id, 2, ['checked', 'a'])],
      ['an approval without a cool-down', (id) => step(id, 1, ['approved', 'a'], 2)],
      ['a step after a cancelling', () => ''],
    ])('%s', async (_, sql) => {
      const id = await asked()
      if (sql(id) === '') await act(id, 'cancelled', owner)
      await expect(store().raw(sql(id) || step(id, 2, ['checked', 'a']))).rejects.toBeInstanceOf(Violation)
    })

    it('an approval by who checked, or by who asked, and cancelling what is in force', async () => {
      const id = await asked()
      await act(id, 'checked', 'operator')
      await expect(store().raw(step(id, 2, ['approved', 'operator']))).rejects.toBeInstanceOf(Violation)
      await expect(store().raw(step(id, 2, ['approved', owner]))).rejects.toBeInstanceOf(Violation)
      await act(id, 'approved', 'approver')
      const late = Date.parse('2026-12-02T00:00:00+09:00')
      await expect(store().raw(step(id, 3, ['cancelled', owner], late))).rejects.toBeInstanceOf(Violation)
    })
  })
})

onEveryEngine('a run on the last day of a cool-down', (store) => {
  it('pays what was shown to the account before, and shows anew what was approved a minute too late', async () => {
    const region = await smallRegion(store())
    const shop = await region.openShop()
    const wallet = await region.openWallet(9_000)
    const asked = await region.changes.ask({
      merchantId: shop.id,
      bank: other,
      key: newId(),
      askedBy: 'owner',
    })
    if (!asked.ok) throw new Error(asked.error.code)
    const act = (what: 'checked' | 'approved', doneBy: string) =>
      region.changes.act({ id: asked.value.id, what, doneBy, reason: '確かめた' })
    await act('checked', 'operator')
    await act('approved', 'approver')
    region.setNow('2026-12-01T23:58')
    await region.pay(wallet, shop.id, 500)
    region.setNow('2026-12-01T23:59')
    const cutOffAt = region.clock.now()
    const shown = await region.office.previewSettlement(cutOffAt)
    if (!shown.ok) throw new Error(shown.error.code)
    const approve = (planHash: string) =>
      region.office.approveSettlement({ cutOffAt, planHash, approvedBy: 'approver' })
    region.setNow('2026-12-02T00:00')
    const late = await approve(shown.value.planHash)
    expect(late).toMatchObject({ error: { code: 'plan_changed' } })
    region.setNow('2026-12-01T23:59')
    const run = await approve(shown.value.planHash)
    if (!run.ok) throw new Error(run.error.code)
    region.setNow('2026-12-05T10:00')
    // The file is that of the plan, however late it is fetched.
    const file = await region.office.bankFile(run.value.settlement.id)
    if (!file.ok) throw new Error(file.error.code)
    const text = new TextDecoder('latin1').decode(file.value.bytes)
    expect([text.includes('7654321'), text.includes('1112223')]).toEqual([true, false])
  })
})
