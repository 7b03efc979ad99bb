import { beforeAll, expect, test } from 'vitest'
import { decideProxyPay, type AskedTerms } from '../../api/currency/proxy.ts'
import type { Phone } from '../../api/currency/proxy-service.ts'
import { periodsOf } from '../../api/currency/limits.ts'
import { proxyStore } from '../../api/currency/repository-proxies.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { japanDay } from '../../api/platform/clock.ts'
import { newId } from '../../api/platform/ids.ts'
import { booksAsText, openTestBooks, type TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()
const count = (code: string, times: number): string[] => Array<string>(times).fill(code)

const terms: AskedTerms = { relation: 'grandchild', paymentYenMax: 1_000, dayYenMax: 3_000 }
const dayMs = 86_400_000

onEveryEngine('a phone of the family that acts for who has none', (store) => {
  let books: TestBooks
  let shop: Awaited<ReturnType<TestBooks['openShop']>>
  beforeAll(async () => {
    books = await openTestBooks(store())
    shop = await books.openShop()
  })

  const phone = async (): Promise<Phone> => {
    const walletId = await books.openWallet()
    return { walletId, deviceId: (await books.devices.devicesOf(walletId))[0]!.deviceId }
  }
  const must = <T>(result: { ok: true; value: T } | { ok: false; error: object }): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }
  /** Somebody of 85 with money, and her granddaughter's phone. */
  const grandmother = async (paidYen = 20_000, asked: Partial<AskedTerms> = {}) => {
    const first = await phone()
    const opened = must(await books.proxies.openForOwner(first, books.key(), { ...terms, ...asked }))
    const walletId = must(await books.proxies.walletOfCode(opened.recoveryCode))
    if (paidYen > 0) await books.topUp(walletId, paidYen)
    return { ...opened, walletId, first }
  }
  const invite = (walletId: string, asked: AskedTerms = terms, key = books.key()) =>
    books.proxies.invite({ walletId, by: 'code', key }, asked)
  const invited = async (walletId: string, asked: Partial<AskedTerms> = {}) => {
    const other = await phone()
    const { code } = must(await invite(walletId, { ...terms, ...asked }))
    return { other, code, proxy: must(await books.proxies.accept(other, code)) }
  }
  const pay = (by: Phone, proxyId: string, amountYen = 10, key = books.key()) =>
    books.proxies.pay(by, { proxyId, merchantId: shop.id, amountYen, codeKind: 'printed', key })
  const byCode = { by: 'code', endedBy: null, reason: 'lost' } as const
  const rows = async (sql: string) => (await store().raw(sql)).map((row) => Object.values(row).map(String))

  test('is told what it can pay at most now: one yen more is refused, by whichever limit is the lowest', async () => {
    const { proxyId, walletId, first } = await grandmother(20_000, { paymentYenMax: 1_000, dayYenMax: 1_500 })
    const most = async (codeKind: 'printed' | 'sale' = 'printed') =>
      must(await books.proxies.payable(first, { proxyId, codeKind }))
    expect([await most(), await most('sale')]).toEqual([1_000, 1_000])
    expect(await pay(first, proxyId, 1_001)).toMatchObject({ error: { code: 'proxy_payment_above_limit' } })
    must(await pay(first, proxyId, 1_000))
    expect(await most()).toBe(500)
    expect(await pay(first, proxyId, 501)).toMatchObject({ error: { code: 'proxy_day_above_limit' } })
    // What the wallet itself spent binds its proxies, too, who have been so for a short while.
    const spentYen = demonstrationSettings.youngDevice.paymentDayYenMax - 300
    await store().raw(
      `update spendings set spent_yen = ${spentYen} where wallet_id = '${walletId}' and length(period) = 10`,
    )
    expect(await most()).toBe(300)
    expect(await pay(first, proxyId, 301)).toMatchObject({ error: { code: 'young_device_above_limit' } })
  })

  test('opens a wallet that is the owner’s alone: her money, her limits, never mixed with the phone’s own', async () => {
    const { proxyId, walletId, first, recoveryCode } = await grandmother(2_000)
    await books.topUp(first.walletId, 500)
    const paid = must(await pay(first, proxyId, 700))
    expect(paid.answer).toMatchObject({ walletId, merchantId: shop.id, amountYen: 700 })
    expect((await ledgerStore(store()).findWallet(walletId))!.lots[0]!.remainingYen).toBe(1_300)
    expect((await ledgerStore(store()).findWallet(first.walletId))!.lots[0]!.remainingYen).toBe(500)
    expect(await books.devices.devicesOf(walletId)).toEqual([])
    const seen = await books.proxies.ofWallet(walletId, { limit: 10 })
    expect(seen).toMatchObject({
      proxies: [{ number: 1, relation: 'grandchild', inForce: true }],
      acts: [
        {
          id: paid.answer.paymentId,
          what: 'pay',
          amountYen: 700,
          number: 1,
          merchant: { merchantId: shop.id },
        },
      ],
    })
    // She gets a phone: it is hers with the code, and who acted still does.
    const brought = must(await books.wallets.recover(books.key(), recoveryCode))
    expect(brought.walletId).toBe(walletId)
    expect(await pay(first, proxyId)).toMatchObject({ ok: true })
    expect(await rows(`select body from journals where id = '${paid.answer.paymentId}'`)).toEqual([
      [expect.stringContaining(`"proxyId":"${proxyId}"`)],
    ])
  })

  test('opened twice with the same key is one wallet; its first code ends; with other words, or money in it, it is not again', async () => {
    const [first, key] = [await phone(), books.key()]
    const [a, b] = await Promise.all([
      books.proxies.openForOwner(first, key, terms),
      books.proxies.openForOwner(first, key, terms),
    ])
    const [one, two] = [must(a), must(b)]
    expect(one.proxyId).toBe(two.proxyId)
    const good = [
      await books.proxies.walletOfCode(one.recoveryCode),
      await books.proxies.walletOfCode(two.recoveryCode),
    ]
    expect(codesOf(good)).toEqual(['ok', 'recovery_code_unknown'])
    expect(await books.proxies.openForOwner(first, key, { ...terms, relation: 'child' })).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'relation' },
    })
    await books.topUp(must(good.find(({ ok }) => ok)!), 10)
    expect(await books.proxies.openForOwner(first, key, terms)).toMatchObject({
      error: { code: 'wallet_opened_before' },
    })
  })

  test.each([
    ['brought her wallet to a phone', (code: string) => books.wallets.recover(books.key(), code)],
    ['let another one in', async (code: string) => invite(must(await books.proxies.walletOfCode(code)))],
    [
      'took the opener away',
      async (code: string, proxyId: string) =>
        books.proxies.takeAway(must(await books.proxies.walletOfCode(code)), proxyId, byCode),
    ],
  ] as const)('who opened it gets no new code by the same key once the owner %s', async (_, used) => {
    const [first, key] = [await phone(), books.key()]
    const { recoveryCode, proxyId } = must(await books.proxies.openForOwner(first, key, terms))
    must<unknown>(await used(recoveryCode, proxyId))
    const [own] = await rows(`select recovery_hash from wallets w join proxies p on p.wallet_id = w.account_id
      where p.id = '${proxyId}'`)
    expect(await books.proxies.openForOwner(first, key, terms)).toMatchObject({
      error: { code: 'wallet_opened_before' },
    })
    expect(
      await rows(`select recovery_hash from wallets w join proxies p on p.wallet_id = w.account_id
      where p.id = '${proxyId}'`),
    ).toEqual([own])
  })

  test('stays within its day with ten payments at once, not passed by one yen, and pays again the next day', async () => {
    const { proxyId, walletId, first } = await grandmother()
    const paid = await Promise.all(Array.from({ length: 10 }, () => pay(first, proxyId, 900)))
    expect(codesOf(paid)).toEqual([...count('ok', 3), ...count('proxy_day_above_limit', 7)])
    expect(await pay(first, proxyId, 301)).toMatchObject({
      error: { code: 'proxy_day_above_limit', limitYen: 3_000, leftYen: 300 },
    })
    expect(await pay(first, proxyId, 300)).toMatchObject({ ok: true })
    expect(
      await rows(`select number, paid_yen from proxy_days where wallet_id = '${walletId}' order by number`),
    ).toEqual([
      ['0', '3000'],
      ['1', '3000'],
    ])
    expect(await rows(`select sum(amount_yen) from proxy_acts where proxy_id = '${proxyId}'`)).toEqual([
      ['3000'],
    ])
    books.clock.at += dayMs
    expect(await pay(first, proxyId, 900)).toMatchObject({ ok: true })
  })

  test('two at once stay within the day of all together', async () => {
    const most = { paymentYenMax: 4_000, dayYenMax: 20_000 }
    const { proxyId, walletId, first } = await grandmother(60_000, most)
    const { other, proxy } = await invited(walletId, most)
    const paid = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0 ? pay(first, proxyId, 4_000) : pay(other, proxy.proxyId, 4_000),
      ),
    )
    expect(codesOf(paid)).toEqual([...count('ok', 5), ...count('proxy_day_above_limit', 3)])
    expect(await pay(other, proxy.proxyId, 1)).toMatchObject({
      error: { code: 'proxy_day_above_limit', limitYen: 20_000, leftYen: 0 },
    })
    // Her own limits are her own.
    expect(
      await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 30_000, key: books.key() }),
    ).toMatchObject({ ok: true })
  })

  test('a key is one payment, and each proxy has its own', async () => {
    const { proxyId, walletId, first } = await grandmother()
    const { other, proxy } = await invited(walletId)
    const key = books.key()
    const twice = await Promise.all([pay(first, proxyId, 100, key), pay(first, proxyId, 100, key)])
    const [one, two] = [must(twice[0]), must(twice[1])]
    expect(one.answer).toEqual(two.answer)
    expect(one.replayed).not.toBe(two.replayed)
    expect(await pay(first, proxyId, 101, key)).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'amountYen' },
    })
    const others = must(await pay(other, proxy.proxyId, 100, key))
    expect([others.replayed, others.answer.paymentId === one.answer.paymentId]).toEqual([false, false])
    // Under another phone's proxy nobody hears what was done.
    expect(await pay(other, proxyId, 100, key)).toMatchObject({ error: { code: 'proxy_not_found' } })
  })

  test('an invitation lets one phone in, once, for a short while', async () => {
    const { walletId, first } = await grandmother()
    const { code } = must(await invite(walletId))
    const phones = [await phone(), await phone(), await phone()]
    const tried = await Promise.all(phones.map((one) => books.proxies.accept(one, code)))
    expect(codesOf(tried)).toEqual(['ok', ...count('proxy_invitation_unknown', 2)])
    // A double tap of who came in is answered as before; a stranger learns nothing.
    const winner = phones[tried.findIndex(({ ok }) => ok)]!
    expect(await books.proxies.accept(winner, ` ${code.toLowerCase()}`)).toMatchObject({
      value: { number: 2 },
    })
    expect(await books.proxies.accept(first, code)).toMatchObject({
      error: { code: 'proxy_invitation_unknown' },
    })
    const late = must(await invite(walletId))
    books.clock.at = late.validUntil + 1
    expect(await books.proxies.accept(await phone(), late.code)).toMatchObject({
      error: { code: 'proxy_invitation_unknown' },
    })
    for (const typed of ['', 'x', 'AAAA-AAAA-AAAA', '🙂'])
      expect(await books.proxies.accept(await phone(), typed)).toMatchObject({
        error: { code: 'proxy_invitation_unknown', field: 'code' },
      })
    const again = must(await invite(walletId))
    expect(await books.proxies.accept(first, again.code)).toMatchObject({
      error: { code: 'proxy_held_before' },
    })
  })

  test('an invitation that is asked for again under its key, as after a lost answer, is the same one', async () => {
    const { walletId } = await grandmother()
    const key = books.key()
    const first = must(await invite(walletId, terms, key))
    books.clock.at += 60_000
    const tried = await Promise.all([invite(walletId, terms, key), invite(walletId, terms, key)])
    expect(tried.map(must)).toEqual([first, first])
    expect(await rows(`select id from proxy_invitations where wallet_id = '${walletId}'`)).toHaveLength(1)
    expect(await invite(walletId, { ...terms, dayYenMax: terms.dayYenMax - 1 }, key)).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'dayYenMax' },
    })
    // Sent twice at once, it is made once; under another key, or of another wallet, it is another one.
    const both = books.key()
    const [one, two] = (
      await Promise.all([invite(walletId, terms, both), invite(walletId, terms, both)])
    ).map(must)
    expect(one).toEqual(two)
    const other = must(await invite((await grandmother()).walletId, terms, key))
    expect(new Set([first.code, one!.code, other.code]).size).toBe(3)
    must(await books.proxies.accept(await phone(), two!.code))
  })

  test('there are no more than five at once, however many come together', async () => {
    const { walletId } = await grandmother()
    const codes = await Promise.all(Array.from({ length: 6 }, () => invite(walletId)))
    const phones = await Promise.all(codes.map(() => phone()))
    const tried = await Promise.all(
      phones.map((one, index) => books.proxies.accept(one, must(codes[index]!).code)),
    )
    expect(codesOf(tried)).toEqual([...count('ok', 4), ...count('proxies_too_many', 2)])
    expect(await rows(`select number from proxies where wallet_id = '${walletId}' order by number`)).toEqual(
      ['1', '2', '3', '4', '5'].map((number) => [number]),
    )
  })

  test('taken away it does nothing from that moment, and the others go on', async () => {
    const { proxyId, walletId, first } = await grandmother()
    const { other, proxy } = await invited(walletId)
    const key = books.key()
    const before = must(await pay(first, proxyId, 100, key))
    const ended = await Promise.all([
      books.proxies.takeAway(walletId, proxyId, byCode),
      books.proxies.takeAway(walletId, proxyId, byCode),
    ])
    expect(codesOf(ended)).toEqual(['ok', 'ok'])
    const books0 = await booksAsText(store())
    expect(await pay(first, proxyId)).toMatchObject({ error: { code: 'proxy_ended' } })
    expect(await booksAsText(store())).toBe(books0)
    // What was paid before stays paid, and is answered as before.
    expect(must(await pay(first, proxyId, 100, key)).answer).toEqual(before.answer)
    expect(await pay(other, proxy.proxyId)).toMatchObject({ ok: true })
    expect((await books.proxies.mine(first.deviceId)).length).toBe(0)
    // Of another wallet's proxies nobody's code takes any away.
    const stranger = await grandmother(0)
    expect(await books.proxies.takeAway(stranger.walletId, proxy.proxyId, byCode)).toMatchObject({
      error: { code: 'proxy_not_found' },
    })
    expect(await books.proxies.giveUp(proxy.proxyId, other)).toMatchObject({ ok: true })
    expect(await pay(other, proxy.proxyId)).toMatchObject({ error: { code: 'proxy_ended' } })
    // It may come back, by a new invitation, under a new number.
    const back = must(await invite(walletId))
    expect(await books.proxies.accept(first, back.code)).toMatchObject({ value: { number: 3 } })
  })

  /** The proxy may, as far as was looked; then something happens; then the payment comes to be stored. */
  const stored = async (by: Phone, proxyId: string, meanwhile: () => Promise<unknown>) => {
    const [reads, ledger] = [proxyStore(store()), ledgerStore(store())]
    const at = books.clock.now()
    const proxy = (await reads.findActing(proxyId, japanDay(at)))!
    const { walletId, number, dayYenMax: dayLimitYen } = proxy
    const payer = await ledger.findPayer(walletId, periodsOf(at))
    const command = { walletId, merchantId: shop.id, amountYen: 1_000 }
    const decided = must(
      decideProxyPay({ proxy, ...payer, merchant: shop }, command, {
        at,
        ids: { next: newId },
        settings: demonstrationSettings,
      }),
    )
    await meanwhile()
    const keyed = { key: { scope: `proxy:${proxyId}`, key: newId() }, content: { operation: 'pay' } }
    const act = { id: decided.answer.paymentId, proxyId, what: 'pay' as const, amountYen: 1_000, at }
    const paid = { walletId, number, dayLimitYen, allDayLimitYen: 20_000 }
    expect(by.deviceId).toBe(proxy.deviceId)
    return ledger.commit([...ledger.writesOf(keyed, decided), ...reads.actWrites(act, paid)])
  }

  test.each([
    'nothing happens',
    'it is taken away',
    'its phone loses its own wallet',
    'its own wallet is stopped',
    'the owner’s wallet is stopped',
    'the owner’s wallet is used up',
    'the day is used up',
  ])('a payment under way when %s is stored or is not', async (what) => {
    const { proxyId, walletId, first } = await grandmother(3_500)
    const freeze = (of: string) =>
      books.ledger.freezeWallet({
        walletId: of,
        by: 'code',
        changedBy: null,
        reason: 'lost',
        key: books.key(),
      })
    const happens: Record<string, () => Promise<unknown>> = {
      'nothing happens': async () => undefined,
      'it is taken away': () => books.proxies.takeAway(walletId, proxyId, byCode),
      'its phone loses its own wallet': () => books.devices.revoke(first.walletId, first.deviceId),
      'its own wallet is stopped': () => freeze(first.walletId),
      'the owner’s wallet is stopped': () => freeze(walletId),
      'the owner’s wallet is used up': () =>
        books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 3_000, key: books.key() }),
      'the day is used up': async () => {
        for (let made = 0; made < 3; made++) must(await pay(first, proxyId, 1_000))
      },
    }
    const before = await booksAsText(store())
    let between = before
    const done = await stored(first, proxyId, async () => {
      await happens[what]!()
      between = await booksAsText(store())
    })
    expect(done).toBe(what === 'nothing happens' ? 'stored' : 'lost_race')
    expect((await booksAsText(store())) === between).toBe(what !== 'nothing happens')
  })

  test('its last day over, also while a page stands open, it does nothing', async () => {
    const day = japanDay(books.clock.now())
    const { proxyId, first } = await grandmother(1_000, { endsOn: day })
    expect(await pay(first, proxyId)).toMatchObject({ ok: true })
    books.clock.at = Date.parse(`${day}T23:59:59.999+09:00`)
    expect(await pay(first, proxyId)).toMatchObject({ ok: true })
    books.clock.at += 1
    expect(await pay(first, proxyId)).toMatchObject({ error: { code: 'proxy_ended' } })
    expect(await books.proxies.topUpActor(proxyId).refuses(books.clock.at)).toEqual({ code: 'proxy_ended' })
  })

  test('a hand at the database makes no proxy that nobody let in, and writes nothing in an owner’s name', async () => {
    const { proxyId, walletId, first } = await grandmother()
    const mine = await books.openWallet(100)
    const at = books.clock.now()
    const { code } = must(await invite(walletId))
    const [invitation] = await rows(`select id from proxy_invitations where wallet_id = '${walletId}'`)
    expect(code).toBeTruthy()
    const proxy = (facts: string) => `insert into proxies values ('p-${newId()}', ${facts})`
    const refused = [
      proxy(`'${mine}', 1, '${first.deviceId}', 'child', 1, 1, null, null, ${at}`),
      proxy(`'${walletId}', 2, '${first.deviceId}', 'child', 1, 1, null, null, ${at}`),
      proxy(
        `'${walletId}', 2, '${first.deviceId}', 'grandchild', 1000, 3001, null, '${invitation![0]}', ${at}`,
      ),
      proxy(`'${mine}', 2, '${first.deviceId}', 'grandchild', 1000, 3000, null, '${invitation![0]}', ${at}`),
      proxy(
        `'${walletId}', 2, '${first.deviceId}', 'grandchild', 1000, 3000, null, '${invitation![0]}', ${at + dayMs}`,
      ),
      `insert into proxy_acts values ('none', '${proxyId}', 'pay', 5, '2026-11-29', ${at})`,
      `update proxy_days set paid_yen = paid_yen - 1`,
    ]
    must(await pay(first, proxyId, 10))
    for (const statement of refused)
      await expect(store().raw(statement), statement).rejects.toBeInstanceOf(Error)
  })
})
