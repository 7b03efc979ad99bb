import { beforeAll, beforeEach, expect, it } from 'vitest'
import { deviceStore } from '../../api/currency/repository-devices.ts'
import { newId } from '../../api/platform/ids.ts'
import type { Write } from '../../db/store.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { openOutbox } from '../messages/outbox.ts'
import { openPushService } from '../messages/push-service.ts'
import { onEveryEngine } from '../support/engines.ts'

const minute = 60_000
const hour = 3_600_000

onEveryEngine('notices on phones', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let now = Date.parse('2026-11-24T10:00:00+09:00')
  const clock = { now: () => now }
  const later = (ms = minute): void => {
    now += ms
    region.setNow(new Date(now + 9 * hour).toISOString().slice(0, 19))
  }

  beforeAll(async () => {
    region = await smallRegion(store())
    shop = await region.openShop()
  })
  beforeEach(() => later())

  const deviceOf = async (walletId: string): Promise<string> => {
    const [row] = await store().raw(`select id from wallet_devices where wallet_id = '${walletId}'`)
    return String(row!['id'])
  }

  async function holder(language = 'ja') {
    const walletId = await region.openWallet(50_000)
    const service = await openPushService()
    const box = openOutbox(store(), clock, undefined, service.push)
    const browser = service.subscribe()
    const deviceId = await deviceOf(walletId)
    const given = await box.browsers.give({ walletId, deviceId, ...browser, language })
    if (!given.ok) throw new Error(given.error.code)
    later()
    return { walletId, deviceId, service, box, browser, id: given.value.id }
  }
  type Holder = Awaited<ReturnType<typeof holder>>
  const pay = ({ walletId }: Holder, amountYen: number) => region.pay(walletId, shop.id, amountYen)
  const statesOf = async ({ box, id }: Holder) =>
    (await box.kept.to({ kind: 'address', id }, 10)).map(({ state, reason }) => [state, reason])

  it.each([
    ['ja', '1,200円を支払いました', /^かすみ食堂　\d\d:\d\d$/, '/wallet/receipts/'],
    ['en', 'You paid ¥1,200', /^Kasumi Shokudo, \d\d:\d\d$/, '/en/wallet/receipts/'],
    ['zh-hant', '已付款 1,200 日圓', /^かすみ食堂　\d\d:\d\d$/, '/zh-hant/wallet/receipts/'],
  ])(
    'shows a payment in the language of the browser, once, and leads to its receipt (%s)',
    async (language, title, body, path) => {
      const one = await holder(language)
      const paymentId = await pay(one, 1_200)
      await one.box.messages.turn()
      await one.box.messages.turn()
      expect(one.service.arrived.map(({ shown }) => shown)).toEqual([
        {
          title,
          body: expect.stringMatching(body) as string,
          path: `${path}${paymentId}`,
          language,
          tag: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        },
      ])
      expect(await statesOf(one)).toEqual([['sent', null]])
    },
  )

  it('shows each browser of a wallet what happened since it was told so, and nobody else’s', async () => {
    const one = await holder()
    const other = await holder()
    await pay(one, 100)
    later()
    const second = one.service.subscribe('web.push.apple.com')
    await one.box.browsers.give({ walletId: one.walletId, deviceId: one.deviceId, ...second, language: 'en' })
    later()
    await pay(one, 200)
    await one.box.messages.turn()
    const seen = one.service.arrived.map(({ endpoint, shown }) => `${endpoint} ${shown.title}`)
    expect(seen.toSorted()).toEqual(
      [
        `${one.browser.endpoint} 100円を支払いました`,
        `${one.browser.endpoint} 200円を支払いました`,
        `${second.endpoint} You paid ¥200`,
      ].toSorted(),
    )
    expect(other.service.arrived).toEqual([])
  })

  it('shows nothing of what happened before the browser was noted, and noting it again changes nothing', async () => {
    const one = await holder()
    await pay(one, 300)
    const again = await one.box.browsers.give({
      walletId: one.walletId,
      deviceId: one.deviceId,
      ...one.browser,
      language: 'ja',
    })
    expect(again.ok && again.value.id).toBe(one.id)
    await one.box.messages.turn()
    expect(one.service.arrived).toHaveLength(1)
    later()
    const fresh = one.service.subscribe()
    await one.box.browsers.give({ walletId: one.walletId, deviceId: one.deviceId, ...fresh, language: 'ja' })
    await one.box.messages.turn()
    expect(one.service.arrived).toHaveLength(1)
  })

  it('gives a browser that another wallet is opened in to that wallet', async () => {
    const one = await holder()
    const walletId = await region.openWallet(10_000)
    await pay(one, 400)
    const deviceId = await deviceOf(walletId)
    await one.box.browsers.give({ walletId, deviceId, ...one.browser, language: 'ja' })
    later()
    await pay(one, 500)
    await one.box.messages.turn()
    // Neither what waited nor what came after is shown to the new owner.
    expect(one.service.arrived).toEqual([])
    expect(await one.box.browsers.ofWallet(one.walletId)).toEqual([])
    await region.pay(walletId, shop.id, 600)
    await one.box.messages.turn()
    expect(one.service.arrived.map(({ shown }) => shown.title)).toEqual(['600円を支払いました'])
  })

  it('keeps the newest ten browsers of a wallet, however many are noted at once', async () => {
    const one = await holder()
    const many = Array.from({ length: 14 }, () => one.service.subscribe())
    await Promise.all(
      many.map((browser) =>
        one.box.browsers.give({ walletId: one.walletId, deviceId: one.deviceId, ...browser, language: 'ja' }),
      ),
    )
    expect(await one.box.browsers.ofWallet(one.walletId)).toHaveLength(10)
  })

  it('is shown nowhere after it was stopped, not even what waited', async () => {
    const one = await holder()
    await pay(one, 700)
    one.service.says(503)
    await one.box.messages.turn()
    expect(await statesOf(one)).toEqual([['put_off', '503']])
    const stranger = await holder()
    await one.box.browsers.remove(stranger.walletId, one.id)
    expect(await one.box.browsers.ofWallet(one.walletId)).toHaveLength(1)
    await one.box.browsers.remove(one.walletId, one.id)
    one.service.says(201)
    later(2 * minute)
    await one.box.messages.turn()
    expect(one.service.arrived).toEqual([])
    expect(await statesOf(one)).toEqual([['dropped', 'address_removed']])
  })

  it('is shown nothing more where the wallet was taken from its device, not even what waited', async () => {
    const one = await holder()
    const kept = { deviceId: newId(), browser: one.service.subscribe() }
    const added = `insert into wallet_devices (id, wallet_id, secret_hash, created_at) values ('${kept.deviceId}', '${one.walletId}', '${newId()}', ${now})`
    await store().raw(added)
    const { walletId } = one
    await one.box.browsers.give({ walletId, deviceId: kept.deviceId, ...kept.browser, language: 'ja' })
    later()
    await pay(one, 750)
    one.service.says(503)
    await one.box.messages.turn()
    expect(await statesOf(one)).toEqual([['put_off', '503']])
    const { revokeWrites } = deviceStore(store())
    await store().atomic(revokeWrites({ walletId, deviceId: one.deviceId, at: now }) as Write[])
    one.service.says(201)
    later(2 * minute)
    await pay(one, 760)
    await one.box.messages.turn()
    const seen = one.service.arrived.map(({ endpoint, shown }) => `${endpoint} ${shown.title}`)
    const told = (yen: number) => `${kept.browser.endpoint} ${yen}円を支払いました`
    expect(seen.toSorted()).toEqual([told(750), told(760)])
    expect(await statesOf(one)).toEqual([['dropped', 'address_removed']])
    expect((await one.box.browsers.ofWallet(walletId)).map(({ deviceId }) => deviceId)).toEqual([
      kept.deviceId,
    ])
    // Each hour what is of no use any more goes.
    later(hour)
    await one.box.messages.turn()
    const left = await store().raw(`select device_id from push_addresses where wallet_id = '${walletId}'`)
    expect(left).toHaveLength(1)
  })

  it('forgets a browser whose owner took the right away there', async () => {
    const one = await holder()
    one.service.forget(one.browser.endpoint)
    await pay(one, 800)
    await one.box.messages.turn()
    expect(await statesOf(one)).toEqual([['dropped', 'address_removed']])
    expect(await one.box.browsers.ofWallet(one.walletId)).toEqual([])
  })

  it.each([
    ['away', 'nothing', 'TypeError'],
    ['busy', 429, '429'],
    ['broken', 500, '500'],
  ] as const)(
    'waits for a push service that is %s, and is kept no longer than a day in all',
    async (_, says, reason) => {
      const one = await holder()
      await pay(one, 900)
      one.service.says(says)
      await one.box.messages.turn()
      expect(await statesOf(one)).toEqual([['put_off', reason]])
      one.service.says(201)
      later(2 * hour)
      await one.box.messages.turn()
      expect(one.service.arrived.map(({ keptSeconds }) => keptSeconds)).toEqual([22 * 3_600])
    },
  )

  it('is given up after a day: a notice so late is none, and the office is not told', async () => {
    const one = await holder()
    await pay(one, 1_000)
    one.service.says(503)
    for (let turns = 0; turns < 20; turns++) {
      await one.box.messages.turn()
      later(3 * hour)
    }
    expect(await statesOf(one)).toEqual([['given_up', '503']])
    expect(await one.box.messages.undelivered(50)).toEqual([])
    expect(await one.box.messages.latest(50)).toEqual([])
  })

  it('is sent once, however many processes have their turn', async () => {
    const one = await holder()
    await pay(one, 1_100)
    const others = Array.from({ length: 3 }, () => openOutbox(store(), clock, undefined, one.service.push))
    await Promise.all([one.box, ...others].map(({ messages }) => messages.turn()))
    expect(one.service.arrived).toHaveLength(1)
  })

  it('is refused where no notices are sent, and at an address that is no push service’s', async () => {
    const walletId = await region.openWallet(100)
    const service = await openPushService()
    const without = openOutbox(store(), clock, undefined)
    expect(
      await without.browsers.give({ walletId, deviceId: null, ...service.subscribe(), language: 'ja' }),
    ).toEqual({
      ok: false,
      error: { code: 'push_not_sent_here' },
    })
    const box = openOutbox(store(), clock, undefined, service.push)
    for (const host of [
      '127.0.0.1',
      'meguri.example',
      'fcm.googleapis.com.evil.example',
      'evilpush.apple.com.example',
    ])
      expect(
        await box.browsers.give({ walletId, deviceId: null, ...service.subscribe(host), language: 'ja' }),
      ).toEqual({
        ok: false,
        error: { code: 'push_service_unknown', field: 'endpoint' },
      })
  })

  it('keeps an address out of the messages, their steps and the reasons', async () => {
    const one = await holder()
    await pay(one, 1_300)
    one.service.says(403)
    await one.box.messages.turn()
    expect(await statesOf(one)).toEqual([['refused', '403']])
    const told = [
      await store().raw('select * from messages'),
      await store().raw('select * from message_steps'),
    ]
    expect(JSON.stringify(told)).not.toContain(one.browser.endpoint)
    expect(JSON.stringify(told)).not.toContain(one.walletId)
  })
})
