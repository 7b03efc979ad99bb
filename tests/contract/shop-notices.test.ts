import { beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { openOutbox } from '../messages/outbox.ts'
import { openPushService } from '../messages/push-service.ts'
import { onEveryEngine } from '../support/engines.ts'

const minute = 60_000
const day = 86_400_000
const bank = { bankCode: '0126', branchCode: '401', depositType: 1, holderKana: 'カスミショクドウ' } as const

onEveryEngine('notices on phones of shops', (store) => {
  let region: Region
  let wallet: string
  const now = () => region.clock.now()
  const later = (ms = minute) =>
    region.setNow(new Date(now() + ms + 9 * 3_600_000).toISOString().slice(0, 23))

  beforeAll(async () => {
    region = await smallRegion(store())
    wallet = await region.openWallet(500_000)
  })
  beforeEach(() => later())

  /** Somebody who owns the shop and is signed in for a week. */
  async function signedInOwner(merchantId: string) {
    const { query, tables, prepareWrite, atomic } = store()
    const [userId, sessionId] = [newId(), newId()]
    const made = { createdAt: new Date(now()), updatedAt: new Date(now()) }
    const session = { ...made, id: sessionId, userId, token: newId(), expiresAt: new Date(now() + 7 * day) }
    const name = { id: userId, name: '栗城 花子', email: `${userId}@shop.example`, emailVerified: false }
    const elsewhere = { ...session, id: newId(), token: newId() }
    await atomic([
      prepareWrite(query.insert(tables.users).values({ ...name, ...made }))({}),
      prepareWrite(query.insert(tables.sessions).values(session))({}),
      // At home the same person stays signed in.
      prepareWrite(query.insert(tables.sessions).values(elsewhere))({}),
      prepareWrite(
        query.insert(tables.merchantMembers).values({ merchantId, userId, role: 'owner', createdAt: now() }),
      )({}),
    ])
    return { userId, sessionId }
  }

  async function notified(language = 'ja') {
    const shop = await region.openShop()
    const service = await openPushService()
    const box = openOutbox(store(), region.clock, undefined, service.push)
    const owner = await signedInOwner(shop.id)
    const browser = service.subscribe()
    const given = await box.shops.give({ merchantId: shop.id, ...owner, ...browser, language })
    if (!given.ok) throw new Error(given.error.code)
    later()
    return { shop, service, box, owner, browser, id: given.value.id }
  }
  type Notified = Awaited<ReturnType<typeof notified>>

  async function settle({ shop }: Pick<Notified, 'shop'>): Promise<string> {
    await region.pay(wallet, shop.id, 1_000)
    later()
    const shown = await region.office.previewSettlement(now())
    if (!shown.ok) throw new Error(shown.error.code)
    const { planHash } = shown.value
    const run = await region.office.approveSettlement({ cutOffAt: now(), planHash, approvedBy: 'approver' })
    if (!run.ok) throw new Error(run.error.code)
    return run.value.payouts.find(({ merchantId }) => merchantId === shop.id)!.payoutId
  }
  const ask = async ({ shop }: Notified) => {
    const accountNumber = '1112223'
    const change = { merchantId: shop.id, bank: { ...bank, accountNumber }, key: newId(), askedBy: 'owner' }
    expect((await region.changes.ask(change)).ok).toBe(true)
  }
  const titles = ({ service }: Notified) => service.arrived.map(({ shown }) => shown.title)

  it.each([
    ['ja', 'かすみ食堂：', '1,000円', ''],
    ['en', 'Kasumi Shokudo: ', '¥1,000', '/en'],
    ['zh-hant', 'かすみ食堂：', '1,000 日圓', '/zh-hant'],
  ])(
    'tell of a payout, of its return and of another account, once each, and lead to the shop (%s)',
    async (language, name, yen, before) => {
      const one = await notified(language)
      const payoutId = await settle(one)
      await one.box.messages.turn()
      await one.box.messages.turn()
      const [payout] = one.service.arrived
      expect(one.service.arrived).toHaveLength(1)
      expect(payout!.shown.title).toContain(name)
      expect(payout!.shown.title).toContain(yen)
      expect(payout!.shown.body).toMatch(/\d{4}-\d\d-\d\d/)
      expect(payout!.shown).toMatchObject({ language, path: `${before}/shop?shop=${one.shop.id}` })
      later()
      await region.office.returnPayout({ payoutId, reason: '口座なし', returnedBy: 'operator', key: newId() })
      later()
      await ask(one)
      await one.box.messages.turn()
      await one.box.messages.turn()
      const rest = one.service.arrived
        .slice(1)
        .map(({ shown }) => `${shown.title} ${shown.body} ${shown.path}`)
      expect(rest).toHaveLength(2)
      expect(rest.find((line) => line.includes(yen))).toContain(`${before}/shop?shop=`)
      expect(rest.find((line) => line.includes('2223'))).toContain(`${before}/shop/bank-account?shop=`)
    },
  )

  it('tell nothing of what happened before, of other shops, or without a session', async () => {
    const shop = await region.openShop()
    await settle({ shop })
    const one = await notified()
    await settle(await notified())
    await one.box.messages.turn()
    expect(titles(one)).toEqual([])
  })

  it.each([
    [
      'the phone was signed out from another one',
      async ({ owner }: Notified) =>
        void (await store().raw(`delete from sessions where id = '${owner.sessionId}'`)),
      true,
    ],
    ['its session ended by itself', async () => later(8 * day), true],
    [
      'its person owns the shop no more',
      async ({ owner }: Notified) =>
        void (await store().raw(`delete from merchant_members where user_id = '${owner.userId}'`)),
      false,
    ],
    [
      'its person is a clerk',
      async ({ owner }: Notified) =>
        void (await store().raw(
          `update merchant_members set role = 'clerk' where user_id = '${owner.userId}'`,
        )),
      false,
    ],
    ['it was stopped', async ({ box, shop, id }: Notified) => box.shops.remove(shop.id, id), false],
  ])('is shown nowhere once %s, not even what waited', async (_, ends, renewable) => {
    const one = await notified()
    await settle(one)
    one.service.says(503)
    await one.box.messages.turn()
    expect((await one.box.kept.to({ kind: 'address', id: one.id }, 10)).map(({ state }) => state)).toEqual([
      'put_off',
    ])
    await ends(one)
    one.service.says(201)
    later(2 * minute)
    await settle(one)
    await one.box.messages.turn()
    expect(titles(one)).toEqual([])
    expect(await one.box.shops.ofShop(one.shop.id)).toEqual([])
    // Only what nobody ended on purpose may go on by itself.
    expect(await one.box.shops.renewable(one.shop.id, one.owner.userId)).toEqual(renewable ? [one.id] : [])
  })

  it('is kept for a browser that says it again, for each of its owner’s shops, and given up where nobody is there', async () => {
    const one = await notified()
    const again = await one.box.shops.give({
      merchantId: one.shop.id,
      ...one.owner,
      ...one.browser,
      language: 'ja',
    })
    expect(again.ok && again.value.id).toBe(one.id)
    const second = await region.openShop()
    const { query, tables, prepareWrite, atomic } = store()
    const member = { merchantId: second.id, userId: one.owner.userId, role: 'owner', createdAt: now() }
    await atomic([prepareWrite(query.insert(tables.merchantMembers).values(member))({})])
    await one.box.shops.give({ merchantId: second.id, ...one.owner, ...one.browser, language: 'en' })
    later()
    await settle({ shop: second })
    await settle(one)
    await one.box.messages.turn()
    expect(titles(one)).toHaveLength(2)
    one.service.forget(one.browser.endpoint)
    later()
    await settle(one)
    await one.box.messages.turn()
    expect(await one.box.shops.ofShop(one.shop.id)).toEqual([])
    expect(await one.box.shops.ofShop(second.id)).toHaveLength(1)
  })

  it('is taken over, with all shops, by whoever signs in at the same browser next', async () => {
    const one = await notified()
    const next = await notified()
    await next.box.shops.give({ merchantId: next.shop.id, ...next.owner, ...one.browser, language: 'ja' })
    expect(await one.box.shops.ofShop(one.shop.id)).toEqual([])
    later()
    await settle(one)
    await one.box.messages.turn()
    expect(titles(one)).toEqual([])
  })

  it('keeps the newest ten of a shop, remembers for half a year what only its session ended, and forgets it then', async () => {
    const one = await notified()
    const many = Array.from({ length: 14 }, () => one.service.subscribe())
    const give = (browser: (typeof many)[number]) =>
      one.box.shops.give({ merchantId: one.shop.id, ...one.owner, ...browser, language: 'ja' })
    await Promise.all(many.map(give))
    expect(await one.box.shops.ofShop(one.shop.id)).toHaveLength(10)
    expect(await one.box.shops.renewable(one.shop.id, one.owner.userId)).toEqual([])
    await store().raw(`delete from sessions where id = '${one.owner.sessionId}'`)
    expect(await one.box.shops.renewable(one.shop.id, one.owner.userId)).toHaveLength(10)
    expect(await one.box.shops.renewable(one.shop.id, 'another owner')).toEqual([])
    later(181 * day)
    // The job looks far back, and tidies, at its first turn.
    await openOutbox(store(), region.clock, undefined, one.service.push).messages.turn()
    expect(await store().raw(`select id from shop_browsers where merchant_id = '${one.shop.id}'`)).toEqual([])
  })
})
