import { beforeAll, expect, test } from 'vitest'
import { decideHold } from '../../api/currency/hold.ts'
import { decidePay } from '../../api/currency/pay.ts'
import { decideTransfer } from '../../api/currency/transfer.ts'
import { periodsOf } from '../../api/currency/limits.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { newId } from '../../api/platform/ids.ts'
import { booksAsText, openTestBooks, type TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const hourMs = 3_600_000

onEveryEngine('a wallet that is stopped', (store) => {
  let books: TestBooks
  let shop: Awaited<ReturnType<TestBooks['openShop']>>
  beforeAll(async () => {
    books = await openTestBooks(store())
    shop = await books.openShop()
  })

  const stop = (walletId: string, key = books.key()) =>
    books.ledger.freezeWallet({ walletId, by: 'device', changedBy: 'd', reason: 'lost', key })
  const letGo = (walletId: string, key = books.key()) =>
    books.ledger.thawWallet({ walletId, by: 'code', changedBy: null, reason: 'found', key })
  const pay = (walletId: string, amountYen = 10) =>
    books.ledger.pay({ walletId, merchantId: shop.id, amountYen, key: books.key() })

  test('pays, sends, holds and shows nothing, captures nothing, and takes money in', async () => {
    const opened = await books.wallets.open(books.key())
    if (!opened.ok) throw new Error('not opened')
    const { walletId } = opened.value
    await books.topUp(walletId, 1_000)
    const device = await books.wallets.recognise(opened.value.credential)
    const friend = await books.openWallet()
    const address = await books.ledger.newAddress({ walletId: friend, key: books.key() })
    const shown = await books.ledger.showCode({ walletId, deviceId: device!.deviceId })
    const paid = await pay(walletId, 300)
    const hold = { walletId, merchantId: shop.id, amountYen: 50, endsAt: books.clock.now() + hourMs }
    const held = await books.ledger.hold({ ...hold, key: books.key() })
    if (!paid.ok || !held.ok || !shown.ok || !address.ok) throw new Error('not prepared')
    expect(await stop(walletId)).toMatchObject({ ok: true, value: { answer: { walletId, what: 'frozen' } } })

    const before = await booksAsText(store())
    const stopped = { ok: false, error: { code: 'wallet_frozen' } }
    expect(await books.ledger.showCode({ walletId, deviceId: device!.deviceId })).toMatchObject(stopped)
    expect(await booksAsText(store())).toBe(before)
    expect(await pay(walletId)).toMatchObject(stopped)
    expect(await books.ledger.hold({ ...hold, key: books.key() })).toMatchObject(stopped)
    expect(
      await books.ledger.transfer({
        walletId,
        address: address.value,
        amountYen: 10,
        key: books.key(),
      }),
    ).toMatchObject(stopped)
    const ofShop = { merchantId: shop.id, merchantAccountId: shop.accountId, key: books.key() }
    expect(await books.ledger.charge({ ...ofShop, code: shown.value.code, amountYen: 10 })).toMatchObject({
      error: { code: 'shown_code_declined' },
    })
    expect(
      await books.ledger.capture({
        holdId: held.value.answer.holdId,
        merchantId: shop.id,
        merchantAccountId: shop.accountId,
        amountYen: 10,
        key: books.key(),
      }),
    ).toMatchObject(stopped)
    expect(await booksAsText(store())).toBe(before)

    expect(await books.topUp(walletId, 200)).toMatchObject({ ok: true })
    const back = { paymentId: paid.value.answer.paymentId, merchantAccountId: shop.accountId, amountYen: 100 }
    expect(await books.ledger.refund({ ...back, key: books.key() })).toMatchObject({ ok: true })
    expect(await letGo(walletId)).toMatchObject({ ok: true, value: { answer: { what: 'thawed' } } })
    expect(await pay(walletId)).toMatchObject({ ok: true })
    const rows = await store().raw(
      `select what, "by", reason from wallet_freezes where wallet_id = '${walletId}' order by number`,
    )
    expect(rows.map((row) => [row['what'], row['by'], row['reason']])).toEqual([
      ['frozen', 'device', 'lost'],
      ['thawed', 'code', 'found'],
    ])
  })

  test('is not left by what was decided a moment before and is stored a moment after', async () => {
    const [walletId, friend] = [await books.openWallet(1_000), await books.openWallet()]
    const ledger = ledgerStore(store())
    const at = books.clock.now()
    const context = { at, ids: { next: newId }, settings: demonstrationSettings }
    const payer = await ledger.findPayer(walletId, periodsOf(at))
    const receiver = (await ledger.findWallet(friend))!
    const decided = [
      decidePay({ ...payer, merchant: shop }, { walletId, merchantId: shop.id, amountYen: 10 }, context),
      decideHold(
        { ...payer, merchant: shop },
        { walletId, merchantId: shop.id, amountYen: 10, endsAt: at + hourMs },
        context,
      ),
      decideTransfer(
        { sender: payer.wallet, receiver, sentYen: 0 },
        { walletId, amountYen: 10, address: 'a' },
        context,
      ),
    ]
    expect(await stop(walletId)).toMatchObject({ ok: true })
    for (const outcome of decided) {
      if (!outcome.ok) throw new Error(outcome.error.code)
      const keyed = { key: { scope: 'late', key: books.key() }, content: { operation: 'late' } }
      const writes = ledger.writesOf(keyed, outcome.value)
      const before = await booksAsText(store())
      expect(await ledger.commit(writes)).toBe('lost_race')
      expect(await booksAsText(store())).toBe(before)
    }
  })

  test('is stopped once by many at once, and told the same again under the same key', async () => {
    const walletId = await books.openWallet(100)
    const tries = await Promise.all(Array.from({ length: 12 }, () => stop(walletId)))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    const codes = tries.flatMap((one) => (one.ok ? [] : [one.error.code]))
    expect(new Set(codes)).toEqual(new Set(['wallet_frozen']))
    const key = books.key()
    const first = await letGo(walletId, key)
    expect(await letGo(walletId, key)).toMatchObject({
      ok: true,
      value: { answer: first.ok ? first.value.answer : {}, replayed: true },
    })
    expect(await letGo(walletId)).toMatchObject({ error: { code: 'wallet_not_frozen' } })
  })

  test('by twelve payments and a stop at once, pays what was before the stop and nothing after', async () => {
    const walletId = await books.openWallet(1_000)
    const paying = Array.from({ length: 12 }, () => pay(walletId))
    const [stopped, ...paid] = await Promise.all([stop(walletId), ...paying])
    expect(stopped).toMatchObject({ ok: true })
    const codes = paid.flatMap((one) => (one.ok ? [] : [one.error.code]))
    expect(codes.every((code) => code === 'wallet_frozen')).toBe(true)
    expect(await pay(walletId)).toMatchObject({ error: { code: 'wallet_frozen' } })
    const [sum] = await store().raw(
      `select cast(coalesce(sum(amount_yen), 0) as integer) as yen from payments where wallet_id = '${walletId}'`,
    )
    expect(Number(sum!['yen'])).toBe(10 * paid.filter(({ ok }) => ok).length)
  })
})
