import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'

let app: HttpApp
let [holder, stranger] = [
  { walletId: '', cookie: '' },
  { walletId: '', cookie: '' },
]
beforeAll(async () => {
  app = await openHttpApp()
  const shop = await app.books.openShop()
  holder = await app.browser(1_000)
  stranger = await app.browser(1_000)
  for (const amountYen of [10, 20, 30])
    await app.send('POST', '/api/payments', {
      body: { merchantId: shop.id, amountYen },
      cookie: holder.cookie,
    })
})
afterAll(() => app.dispose())

const find = (query: string, { cookie } = holder) =>
  app.send('GET', `/api/wallets/me/activity${query}`, { cookie })
const yenOf = ({ json }: Awaited<ReturnType<typeof find>>) =>
  json.activity
    .map(({ amountYen }: { amountYen: number }) => amountYen)
    .toSorted((a: number, b: number) => a - b)
const text = (typed: string) => `?text=${encodeURIComponent(typed)}`

test('a wallet is looked through by shop, amount and day', async () => {
  expect(yenOf(await find(''))).toEqual([-30, -20, -10, 1_000])
  expect(yenOf(await find(text('SHOP')))).toEqual([-30, -20, -10])
  expect(yenOf(await find(text('２０円')))).toEqual([-20])
  expect(yenOf(await find(`${text('店')}&from=2020-01-01&until=2020-12-31`))).toEqual([])
})

test('page by page, until there is nothing more', async () => {
  const first = await find(`${text('店')}&limit=2`)
  const second = await find(`${text('店')}&limit=2&before=${first.json.next}`)
  expect([yenOf(first), yenOf(second)]).toEqual([[-30, -20], [-10]])
  expect(second.json.next).toBeNull()
})

test('and finds what is its own alone', async () => {
  expect(yenOf(await find(text('店'), stranger))).toEqual([])
  expect((await app.send('GET', '/api/wallets/me/activity?text=x')).status).toBe(401)
})

test.each([
  ['from=1999-12-31', 'from'],
  ['from=yesterday', 'from'],
  ['until=2026-02-30', 'until'],
  ['until=9999-12-31', 'until'],
  ['from=2026-11-24&until=2026-11-23', 'until'],
  [`text=${'x'.repeat(61)}`, 'text'],
  ['shop=x', 'shop'],
])('names the field of %s', async (query, field) => {
  const refused = await find(`?${query}`)
  expect([refused.status, refused.json.field]).toEqual([400, field])
})
