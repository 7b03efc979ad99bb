import { expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { smallApi } from './support/http.ts'
import { smallRegion } from './support/region.ts'

onEveryEngine('a shop’s day', (store) => {
  const open = async () => {
    const region = await smallRegion(store())
    const api = smallApi(region)
    const [shop, wallet] = [await region.openShop(), await region.openWallet(5_000)]
    const rows = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    return { region, api, shop, wallet, owner: String(rows[0]!['user_id']) }
  }

  test('is told to the minute of midnight, with refunds of the day before, beside what was counted', async () => {
    const { region, api, shop, wallet, owner } = await open()
    region.setNow('2026-11-23T23:59')
    const yesterday = await region.pay(wallet, shop.id, 500)
    region.setNow('2026-11-24T00:00')
    const first = await region.pay(wallet, shop.id, 300)
    region.setNow('2026-11-24T23:59')
    const last = await region.pay(wallet, shop.id, 200)
    await region.refund(shop.accountId, yesterday, 120)
    region.setNow('2026-11-25T00:00')
    await region.pay(wallet, shop.id, 70)
    const path = `/merchants/${shop.id}/days/2026-11-24`
    const told = await api.get(`${path}?countedPayments=2&countedYen=400`, owner)
    expect([told.status, told.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const sheet = (await told.json()) as { list: { paymentId: string }[] }
    expect(sheet).toMatchObject({
      isOver: true,
      payments: 2,
      takenYen: 500,
      refunds: 1,
      refundedYen: -120,
      netYen: 380,
      difference: { payments: 0, yen: -20 },
    })
    expect(sheet.list.map(({ paymentId }) => paymentId)).toEqual([first, last])
    expect(await (await api.get(path, owner)).json()).toMatchObject({
      difference: { payments: null, yen: null },
    })
    const later = `/merchants/${shop.id}/days/2026-11-25`
    expect(await (await api.get(later, owner)).json()).toMatchObject({ isOver: false, netYen: 70 })
  })

  test('is nobody else’s, and names what is no day and no count', async () => {
    const { region, api, shop, owner } = await open()
    const other = await region.openShop()
    expect((await api.get(`/merchants/${other.id}/days/2026-11-24`, owner)).status).toBe(404)
    expect((await api.get(`/merchants/${shop.id}/days/2026-11-24`)).status).toBe(401)
    expect((await api.get(`/merchants/${shop.id}/days/2026-11-24`, 'officer')).status).toBe(403)
    for (const day of ['2026-11-31', '2026-13-01', 'today', '24'])
      expect(await (await api.get(`/merchants/${shop.id}/days/${day}`, owner)).json()).toMatchObject({
        field: 'day',
      })
    for (const count of ['-1', '1.5', 'x', '9007199254740993'])
      expect(
        await (await api.get(`/merchants/${shop.id}/days/2026-11-24?countedYen=${count}`, owner)).json(),
      ).toMatchObject({ field: 'countedYen' })
  })
})
