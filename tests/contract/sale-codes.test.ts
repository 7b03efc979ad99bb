import { beforeAll, describe, expect, test } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import type { MerchantStanding } from '../../api/currency/pay.ts'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('the code of one sale', (store) => {
  let books: TestBooks
  let [shop, other]: MerchantStanding[] = []
  beforeAll(async () => {
    books = await openTestBooks(store())
    shop = await books.openShop()
    other = await books.openShop()
  })

  const sale = () => `T${newId().replaceAll('-', '').slice(-24)}`
  const codeOf = (reference: string, at = shop!) => `${at.id} 300 until ${noon} sale ${reference}`
  /** A payer of 1,000 yen who looks at a code. */
  const payerOf = async (code: string | undefined, codeKind: 'printed' | 'sale' = 'sale') => {
    const walletId = await books.openWallet(1_000)
    return (key = books.key()) =>
      books.ledger.pay({
        walletId,
        merchantId: shop!.id,
        amountYen: 300,
        codeKind,
        deviceAddedAt: 0,
        seen: { code },
        key,
      })
  }
  const named = (reference: string, { accountId } = shop!) => ({ merchantAccountId: accountId, reference })
  const withdraw = (reference: string) =>
    books.ledger.withdrawSale({ ...named(reference), withdrawnBy: 'owner' })
  const paidBefore = { ok: false, error: { code: 'sale_code_paid', field: 'code' } }
  const takenBack = { ok: false, error: { code: 'sale_code_withdrawn', field: 'code' } }
  const owed = async () =>
    [...(await ledgerStore(store()).merchantBalance(shop!.accountId)).values()].reduce((a, b) => a + b, 0)

  test('is good for one payment: the second phone is refused before money moves', async () => {
    const reference = sale()
    const [first, second] = [await payerOf(codeOf(reference)), await payerOf(codeOf(reference))]
    const key = books.key()
    const paid = await first(key)
    expect(paid.ok).toBe(true)
    const before = await booksAsText(store())
    expect(await second()).toEqual(paidBefore)
    // Whoever did not hear the answer is told it again, and does not pay twice with a new key either.
    expect(await first(key)).toMatchObject({ ok: true, value: { replayed: true } })
    expect(await first()).toEqual(paidBefore)
    expect(await booksAsText(store())).toBe(before)
    const paymentId = paid.ok ? paid.value.answer.paymentId : ''
    expect(await books.ledger.saleEnd(named(reference))).toEqual({ what: 'paid', paymentId, amountYen: 300 })
  })

  test('is paid once by twelve phones at once', async () => {
    const code = codeOf(sale())
    const payers = await Promise.all(Array.from({ length: 12 }, () => payerOf(code)))
    const before = await owed()
    const told = await Promise.all(payers.map((pay) => pay()))
    expect(told.filter(({ ok }) => ok)).toHaveLength(1)
    expect(told.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 11 }, () => paidBefore))
    expect(await owed()).toBe(before + 300)
  })

  test('is taken back by its shop, and a payment that was first stays', async () => {
    const [withdrawn, paid] = [sale(), sale()]
    expect(await withdraw(withdrawn)).toEqual({ ok: true, value: { what: 'withdrawn' } })
    expect(await withdraw(withdrawn)).toEqual({ ok: true, value: { what: 'withdrawn' } })
    const pay = await payerOf(codeOf(withdrawn))
    const before = await booksAsText(store())
    expect(await pay()).toEqual(takenBack)
    expect(await booksAsText(store())).toBe(before)
    expect((await (await payerOf(codeOf(paid)))()).ok).toBe(true)
    expect(await withdraw(paid)).toMatchObject({ ok: true, value: { what: 'paid', amountYen: 300 } })
    expect(await (await payerOf(codeOf(paid)))()).toEqual(paidBefore)
  })

  test('ends one way where phones and the shop are at it together', async () => {
    const reference = sale()
    const payers = await Promise.all(Array.from({ length: 4 }, () => payerOf(codeOf(reference))))
    const before = await owed()
    const [end, ...told] = await Promise.all([withdraw(reference), ...payers.map((pay) => pay())])
    const paid = told.filter(({ ok }) => ok).length
    expect(end).toMatchObject({ ok: true, value: { what: paid === 1 ? 'paid' : 'withdrawn' } })
    expect(paid).toBeLessThan(2)
    expect(await owed()).toBe(before + 300 * paid)
  })

  test('is its own shop’s alone, and a board is paid by as often as anybody likes', async () => {
    const reference = sale()
    await books.ledger.withdrawSale({ ...named(reference, other), withdrawnBy: 'owner' })
    expect((await (await payerOf(codeOf(reference)))()).ok).toBe(true)
    const board = await payerOf(shop!.id, 'printed')
    expect([
      (await board()).ok,
      (await board()).ok,
      (await (await payerOf(shop!.id, 'printed'))()).ok,
    ]).toEqual([true, true, true])
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('is claimed by nobody who does not name it: the shop’s number alone, and its board, pay no sale', async () => {
    const reference = sale()
    const before = await owed()
    const notThis = { ok: false, error: { code: 'payment_code_other', field: 'code' } }
    for (const code of [undefined, shop!.id, codeOf(reference, other)])
      expect(await (await payerOf(code))()).toEqual(notThis)
    expect(await owed()).toBe(before)
    expect((await (await payerOf(undefined, 'printed'))()).ok).toBe(true)
    expect(await books.ledger.saleEnd(named(reference))).toBeUndefined()
    // Who names it pays it, whatever they call it, and it is paid then.
    expect((await (await payerOf(codeOf(reference), 'printed'))()).ok).toBe(true)
    expect(await books.ledger.saleEnd(named(reference))).toMatchObject({ what: 'paid', amountYen: 300 })
    expect(await (await payerOf(codeOf(reference)))()).toEqual(paidBefore)
  })

  describe('the database itself refuses', () => {
    /** A payment by the board, which no sale names. */
    let paidBy: string
    let reference: string
    beforeAll(async () => {
      reference = sale()
      await (
        await payerOf(codeOf(reference))
      )()
      const paid = await (await payerOf(shop!.id, 'printed'))()
      paidBy = paid.ok ? paid.value.answer.paymentId : ''
    })
    const end = (told: { account?: string; of?: string; journal?: string; by?: string }) => {
      const { account = shop!.accountId, of = 'Tnew', journal, by } = told
      const text = (value?: string) => (value === undefined ? 'null' : `'${value}'`)
      return `insert into sale_code_ends (merchant_account_id, reference, journal_id, withdrawn_by, created_at) values ('${account}', '${of}', ${text(journal)}, ${text(by)}, ${noon})`
    }
    test.each<[string, () => string]>([
      ['withdrawing what was paid', () => end({ of: reference, by: 'owner' })],
      ['a sale of no merchant', () => end({ account: 'bank', by: 'owner' })],
      ['an end of neither way', () => end({})],
      ['an end of both', () => end({ journal: paidBy, by: 'owner' })],
      ['a payment that was closed before', () => end({ journal: paidBy })],
      ['a payment to another shop', () => end({ account: other!.accountId, journal: paidBy })],
      ['a payment that is none', () => end({ journal: 'none' })],
      ['forgetting that it was paid', () => 'delete from sale_code_ends'],
      ['a sale of another', () => `update sale_code_ends set reference = reference || 'x'`],
    ])('%s', async (_, sql) => {
      await expect(store().raw(sql())).rejects.toBeInstanceOf(Violation)
    })
  })
})
