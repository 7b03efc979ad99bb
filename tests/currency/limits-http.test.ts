import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'
import { noon } from './books.ts'

let app: HttpApp
beforeAll(async () => {
  app = await openHttpApp()
})
afterAll(() => app.dispose())

const dayMs = 86_400_000

describe('a limit is told in the words of the reader, with the field, the limit and what is left', () => {
  const asked = async (facts: { amountYen: number; codeKind?: string; hoursLater: number }) => {
    app.books.clock.at = noon
    const [{ cookie }, shop] = [await app.browser(200_000), await app.books.openShop()]
    app.books.clock.at += facts.hoursLater * 3_600_000
    const { amountYen, codeKind } = facts
    const body = { merchantId: shop.id, amountYen, codeKind }
    return app.send('POST', '/api/payments', { body, cookie })
  }

  test('of a printed code, which is what a payment came by that says nothing of it', async () => {
    const refused = await asked({ amountYen: 100_001, hoursLater: 25 })
    expect([refused.status, refused.json]).toMatchObject([
      422,
      { code: 'printed_code_above_limit', field: 'amountYen', facts: { limitYen: 100_000 } },
    ])
    expect(refused.json.title).toMatch(/100,?000/)
    expect((await asked({ amountYen: 100_001, codeKind: 'sale', hoursLater: 25 })).status).toBe(201)
  })

  test('of a device that was added less than a day ago', async () => {
    const refused = await asked({ amountYen: 50_001, codeKind: 'sale', hoursLater: 23 })
    expect([refused.status, refused.json]).toMatchObject([
      409,
      {
        code: 'young_device_above_limit',
        field: 'amountYen',
        facts: { limitYen: 50_000, leftYen: 50_000, hours: 24 },
      },
    ])
    expect((await asked({ amountYen: 50_001, codeKind: 'sale', hoursLater: 24 })).status).toBe(201)
  })

  test('of a day', async () => {
    app.books.clock.at = noon
    const [{ cookie, walletId }, shop] = [await app.browser(300_000), await app.books.openShop()]
    app.books.clock.at += 2 * dayMs
    await app.books.topUp(walletId, 100_000)
    const pay = (amountYen: number) =>
      app.send('POST', '/api/payments', {
        body: { merchantId: shop.id, amountYen, codeKind: 'sale' },
        cookie,
      })
    expect((await pay(290_000)).status).toBe(201)
    expect((await pay(10_001)).json).toMatchObject({
      code: 'spending_day_above_limit',
      facts: { limitYen: 300_000, leftYen: 10_000 },
    })
  })

  test('a code of a third kind is no code', async () => {
    const refused = await asked({ amountYen: 1, codeKind: 'shown', hoursLater: 0 })
    expect([refused.status, refused.json.field]).toEqual([400, 'codeKind'])
  })
})
