import { beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import { openMailServer, postTo } from '../messages/mail-server.ts'
import { keptPost, openOutbox } from '../messages/outbox.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const minute = 60_000
const day = 86_400_000

onEveryEngine('messages', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let now = Date.parse('2026-11-24T10:00:00+09:00')
  const clock = { now: () => now }
  const later = (ms = minute): void => {
    now += ms
    region.setNow(new Date(now + 9 * 3_600_000).toISOString().slice(0, 19))
  }
  const outbox = (post: Parameters<typeof openOutbox>[2]) => openOutbox(store(), clock, post)

  beforeAll(async () => {
    region = await smallRegion(store())
    shop = await region.openShop()
    // From here on things are told.
    await outbox(keptPost()).messages.turn()
  })
  beforeEach(() => later())

  /** A wallet whose holder said yes to receipts at this address; the question itself was sent. */
  async function reader(address = `${newId()}@mail.example`, language = 'ja') {
    const walletId = await region.openWallet(50_000)
    const post = keptPost()
    const box = outbox(post)
    const given = await box.mail.give({ walletId, address, language })
    if (!given.ok) throw new Error(given.error.code)
    await box.messages.turn()
    await box.mail.confirm(box.tokenOf(given.value.id))
    later()
    return { walletId, address, addressId: given.value.id, question: post.taken.at(-1)! }
  }
  const statesOf = async (addressId: string) =>
    (await outbox(undefined).kept.to({ kind: 'address', id: addressId }, 10)).map(
      ({ message, state, reason }) => [message.kind, state, reason],
    )

  it('asks at the address first, and sends receipts of payments made after somebody there said yes', async () => {
    const walletId = await region.openWallet(50_000)
    const post = keptPost()
    const box = outbox(post)
    const given = await box.mail.give({ walletId, address: 'taro@mail.example', language: 'en' })
    await region.pay(walletId, shop.id, 300)
    later()
    await box.messages.turn()
    expect(post.taken.map(({ to, subject }) => [to, subject])).toEqual([
      ['taro@mail.example', 'May receipts come to this address?'],
    ])
    if (!given.ok) throw new Error(given.error.code)
    expect(post.taken[0]!.text).toContain(encodeURIComponent(box.tokenOf(given.value.id)))
    later()
    await box.mail.confirm(box.tokenOf(given.value.id))
    later()
    const paymentId = await region.pay(walletId, shop.id, 1_200)
    await box.messages.turn()
    await box.messages.turn()
    expect(post.taken.slice(1).map(({ subject }) => subject)).toEqual(['Receipt: Kasumi Shokudo, ¥1,200'])
    expect(post.taken[1]!.text).toContain(paymentId)
  })

  it('asks the same address once, however often the form is sent, and a new one in its place', async () => {
    const walletId = await region.openWallet(100)
    const post = keptPost()
    const box = outbox(post)
    const give = (address: string) => box.mail.give({ walletId, address, language: 'ja' })
    const [first, second] = [await give('a@mail.example'), await give('a@mail.example')]
    expect(second).toEqual(first)
    const other = await give('b@mail.example')
    await box.messages.turn()
    expect(post.taken.map(({ to }) => to)).toEqual(['b@mail.example'])
    if (!first.ok || !other.ok) throw new Error('refused')
    expect(await statesOf(first.value.id)).toEqual([['address_confirmation', 'dropped', 'address_removed']])
    expect(await box.mail.confirm(box.tokenOf(first.value.id))).toMatchObject({
      error: { code: 'link_not_good' },
    })
  })

  it('sends no receipt once the address was removed, and keeps it nowhere', async () => {
    const { walletId, address, addressId } = await reader()
    await region.pay(walletId, shop.id, 500)
    const post = keptPost()
    post.answers({ what: 'later', reason: '451', isServerAway: false })
    await outbox(post).messages.turn()
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'put_off', '451'])
    await outbox(post).mail.remove(walletId)
    post.answers({ what: 'taken' })
    later()
    await outbox(post).messages.turn()
    expect(post.taken).toEqual([])
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'dropped', 'address_removed'])
    for (const table of [
      'messages',
      'message_steps',
      'message_queue',
      'mail_addresses',
      'entries',
      'payments',
    ])
      expect(JSON.stringify(await store().raw(`select * from ${table}`))).not.toContain(address)
    await region.pay(walletId, shop.id, 600)
    await outbox(post).messages.turn()
    expect(post.taken).toEqual([])
  })

  it('forgets by the link of a letter, from any browser, and again is the same', async () => {
    const { walletId, addressId, question } = await reader()
    const box = outbox(keptPost())
    const token = decodeURIComponent(/confirm=(\S+)/.exec(question.text)![1]!)
    expect(token).toBe(box.tokenOf(addressId))
    expect(await box.mail.stop(token)).toEqual({ ok: true, value: null })
    expect(await box.mail.stop(token)).toEqual({ ok: true, value: null })
    expect(await box.mail.ofWallet(walletId)).toBeUndefined()
    expect((await box.mail.stop(`${addressId}.${'0'.repeat(32)}`)).ok).toBe(false)
  })

  it('forgets an address that nobody answered at for three days, and that of a wallet that was closed', async () => {
    const box = outbox(keptPost())
    const [waiting, closing, going] = [
      await region.openWallet(100),
      await region.openWallet(100),
      await reader(),
    ]
    for (const walletId of [waiting, closing])
      await box.mail.give({ walletId, address: 'nobody@mail.example', language: 'ja' })
    await box.mail.confirm(box.tokenOf((await box.mail.ofWallet(closing))!.id))
    await region.pay(closing, shop.id, 100)
    await region.ledger.closeAccount({
      accountId: closing,
      reason: 'no use for it',
      changedBy: 'somebody',
      key: newId(),
    })
    later(3 * day + minute)
    await outbox(keptPost()).messages.turn()
    expect(await box.mail.ofWallet(waiting)).toBeUndefined()
    expect(await box.mail.ofWallet(closing)).toBeUndefined()
    expect(await box.mail.ofWallet(going.walletId)).toBeDefined()
  })

  it('tells a shop of its payout, and again when the bank sent it back', async () => {
    const wallet = await region.openWallet(50_000)
    await region.pay(wallet, shop.id, 2_000)
    later()
    const shown = await region.office.previewSettlement(now)
    if (!shown.ok) throw new Error(shown.error.code)
    const run = await region.office.approveSettlement({
      cutOffAt: now,
      planHash: shown.value.planHash,
      approvedBy: 'approver',
    })
    if (!run.ok) throw new Error(run.error.code)
    const post = keptPost()
    await outbox(post).messages.turn()
    const { payoutId, amountYen } = run.value.payouts.find((row) => row.merchantId === shop.id)!
    const yen = new Intl.NumberFormat('ja').format(amountYen)
    expect(post.taken.map(({ to, subject }) => [to, subject])).toEqual([
      [shop.contactEmail, `振り込みのお知らせ：${yen}円（${run.value.settlement.payDay}着）`],
    ])
    later()
    await region.office.returnPayout({
      payoutId,
      reason: '該当口座なし',
      returnedBy: 'operator',
      key: newId(),
    })
    await outbox(post).messages.turn()
    expect(post.taken[1]).toMatchObject({ subject: `振り込みが銀行から戻りました：${yen}円` })
    expect(post.taken[1]!.text).toContain('該当口座なし')
  })

  it('is sent by one of two processes that look at the same moment', async () => {
    const readers = [await reader(), await reader(), await reader()]
    for (const { walletId } of readers) await region.pay(walletId, shop.id, 700)
    const server = await openMailServer()
    await Promise.all([
      outbox(postTo(server.port)).messages.turn(),
      outbox(postTo(server.port)).messages.turn(),
    ])
    await outbox(postTo(server.port)).messages.turn()
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(
      readers.map(({ address }) => address).toSorted(),
    )
    await server.close()
  })

  it('is sent again with the same name by another process, when one died between sending and noting', async () => {
    const { walletId, addressId } = await reader()
    await region.pay(walletId, shop.id, 800)
    const post = keptPost()
    const dying = {
      send: async (...letter: Parameters<typeof post.send>) => {
        await post.send(...letter)
        throw new Error('the process ends here')
      },
    }
    await expect(outbox(dying).messages.turn()).rejects.toThrow('ends here')
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'begun', null])
    // Until its time is over nobody else takes it up.
    later(5 * minute)
    await outbox(post).messages.turn()
    expect(post.taken).toHaveLength(1)
    later(6 * minute)
    await outbox(post).messages.turn()
    expect(post.taken).toHaveLength(2)
    expect(post.taken[0]).toEqual(post.taken[1])
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'sent', null])
  })

  it('waits for a server that is away for a day, and asks it for nobody else meanwhile', async () => {
    const readers = [await reader(), await reader()]
    for (const { walletId } of readers) await region.pay(walletId, shop.id, 900)
    const server = await openMailServer()
    await server.close()
    await outbox(postTo(server.port)).messages.turn()
    const states = await Promise.all(readers.map(({ addressId }) => statesOf(addressId)))
    // One of them heard that it is away, the other was not tried.
    expect(states.map(([newest]) => `${newest?.[1]}`).toSorted()).toEqual(['put_off', 'waiting'])
    later(day)
    const back = await openMailServer()
    await outbox(postTo(back.port)).messages.turn()
    expect(back.taken.map(({ to }) => to).toSorted()).toEqual(
      readers.map(({ address }) => address).toSorted(),
    )
    await back.close()
  })

  it('is given up after five days, said so to the office, and never tried again', async () => {
    const { walletId, addressId } = await reader()
    await region.pay(walletId, shop.id, 1_000)
    const post = keptPost()
    post.answers({ what: 'later', reason: 'ETIMEDOUT', isServerAway: false })
    const box = outbox(post)
    for (let tries = 0; tries < 30; tries++) {
      await box.messages.turn()
      later(6 * 3_600_000)
    }
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'given_up', 'ETIMEDOUT'])
    expect((await box.kept.undelivered('mail', 50)).map(({ message }) => message.recipient.id)).toContain(
      addressId,
    )
    expect(await box.kept.waiting('mail')).toBe(0)
    post.answers({ what: 'taken' })
    await box.messages.turn()
    expect(post.taken).toEqual([])
  })

  it('is refused at an address that does not exist, and the address stands in no reason', async () => {
    const { walletId, address, addressId } = await reader()
    await region.pay(walletId, shop.id, 1_100)
    const server = await openMailServer()
    server.says({ at: 'RCPT', code: 550 })
    const box = outbox(postTo(server.port))
    await box.messages.turn()
    await server.close()
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'refused', '550'])
    expect(JSON.stringify(await box.kept.undelivered('mail', 50))).not.toContain(address)
  })

  it('leaves nothing in a demonstration, where the letter is read instead', async () => {
    const { walletId, addressId } = await reader()
    await region.pay(walletId, shop.id, 1_300)
    const box = outbox('shown')
    await box.messages.turn()
    expect(await statesOf(addressId)).toContainEqual(['payment_receipt', 'shown', null])
    const [newest] = await box.kept.to({ kind: 'address', id: addressId }, 1)
    expect(box.messages.letter(newest!.message).subject).toBe('支払いの控え：かすみ食堂 1,300円')
  })

  it('tells nothing where no mail server is set, and takes no address', async () => {
    const walletId = await region.openWallet(100)
    const box = outbox(undefined)
    expect(await box.mail.give({ walletId, address: 'a@mail.example', language: 'ja' })).toEqual({
      ok: false,
      error: { code: 'mail_not_sent_here' },
    })
    const before = await box.kept.latest('mail', 1)
    await region.pay(walletId, shop.id, 50)
    await box.messages.turn()
    expect(await box.kept.latest('mail', 1)).toEqual(before)
  })

  it('takes each step once and none after the last, whoever asks the database', async () => {
    const [done] = await outbox(undefined).kept.latest('mail', 1)
    const { kept } = outbox(undefined)
    const step = { messageId: done!.message.id, state: 'sent', reason: null, at: now } as const
    expect(await kept.take({ ...step, number: done!.steps })).toBe('lost')
    expect(await kept.take({ ...step, number: done!.steps + 1 })).toBe('lost')
    expect(await kept.take({ ...step, number: done!.steps + 2 })).toBe('lost')
  })
})

onEveryEngine('a hub that gets a mail server late', (store) => {
  it('writes nobody of what was before', async () => {
    const region = await smallRegion(store())
    const shop = await region.openShop()
    const walletId = await region.openWallet(5_000)
    let now = Date.parse('2026-11-24T10:00:00+09:00')
    const clock = { now: () => now }
    await region.pay(walletId, shop.id, 100)
    now += minute
    region.setNow('2026-11-24T10:01')
    const shown = await region.office.previewSettlement(now)
    if (!shown.ok) throw new Error(shown.error.code)
    await region.office.approveSettlement({
      cutOffAt: now,
      planHash: shown.value.planHash,
      approvedBy: 'approver',
    })
    now += 3 * day
    const post = keptPost()
    await openOutbox(store(), clock, post).messages.turn()
    now += minute
    await openOutbox(store(), clock, post).messages.turn()
    expect(post.taken).toEqual([])
  })
})
