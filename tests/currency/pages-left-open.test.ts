import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decidePay } from '../../api/currency/pay.ts'
import type { PayState } from '../../api/currency/pay.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { booksAsText, noon } from './books.ts'
import type { TestBooks } from './books.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'

let app: HttpApp
let books: TestBooks
beforeAll(async () => {
  app = await openHttpApp()
  books = app.books
})
afterAll(() => app.dispose())
beforeEach(() => {
  books.clock.at = noon
})

/** The last instant of the Monday on which everything here begins. */
const midnight = Date.parse('2026-11-23T23:59:59.999+09:00')
const mondayOnly = { rule: { weekdays: ['mon'] } }
const tuesdayOnly = { rule: { weekdays: ['tue'] } }

type Part = { lotId: string; amountYen: number; municipality: string | null }
type Asked = { walletId: string; cookie: string; shop: { id: string }; amountYen: number }
type Open = Asked & { lots: Part[] }

/** A payment page as it was opened: the shop, the amount, and what it told of the money. */
async function opened(
  free: { yen: number; pot?: object },
  paidYen: number,
  amountYen: number,
): Promise<Open> {
  const [guest, payee] = [await app.browser(paidYen), await books.openShop()]
  await books.grant(await books.openPot({ validDays: 400, ...free.pot }), guest.walletId, free.yen)
  const page = { ...guest, shop: payee, amountYen }
  return { ...page, lots: await told(page) }
}
const quote = ({ cookie, shop: payee, amountYen }: Asked) =>
  app.send('GET', `/api/payment-quotes?merchantId=${payee.id}&amountYen=${amountYen}`, { cookie })
const told = async (page: Asked): Promise<Part[]> => (await quote(page)).json.lots

const press = (
  { cookie, shop: payee, amountYen, lots }: Open,
  { code = payee.id, key = books.key() }: { code?: string; key?: string } = {},
) => {
  const seen = lots.map(({ lotId, amountYen: yen }) => ({ lotId, amountYen: yen }))
  const body = { merchantId: payee.id, amountYen, code, lots: seen }
  return app.send('POST', '/api/payments', { cookie, key, body })
}
const fundersOf = (parts: readonly Part[]) => parts.map((part) => [part.municipality, part.amountYen])
const town = '072028'

/** Pressed later than it was opened, nothing is paid; pressed once more, with what is true now, it is. */
async function isAskedAgain(page: Open, now: [string | null, number][]): Promise<void> {
  const before = await booksAsText(app.store)
  const refused = await press(page)
  expect([refused.status, refused.json.code, refused.json.field]).toEqual([409, 'payment_changed', 'lots'])
  expect(await booksAsText(app.store)).toBe(before)
  const lots = await told(page)
  expect(fundersOf(lots)).toEqual(now)
  expect(refused.json.facts.lots).toEqual(lots.map(({ lotId, amountYen }) => ({ lotId, amountYen })))
  const paid = await press({ ...page, lots })
  expect([paid.status, fundersOf(paid.json.lots)]).toEqual([201, now])
}

describe('what a page told that is not so is refused, in this order,', () => {
  const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
  const shut = { ...shop, open: false }
  test.each<[string, Partial<PayState>, object, string]>([
    ['at a shop that takes none', { merchant: shut, scanned: null }, { code: 'x' }, 'merchant_not_open'],
    ['by a code that is over', { scanned: null }, { code: 'x' }, 'payment_code_ended'],
    [
      'by a code of another shop',
      { scanned: { merchantId: 'other', amountYen: null } },
      { code: 'x' },
      'payment_code_other',
    ],
    [
      'by a code for another amount',
      { scanned: { merchantId: 'shop', amountYen: 999 } },
      { code: 'x' },
      'payment_code_other',
    ],
    [
      'by a code that somebody paid by',
      {
        scanned: {
          merchantId: 'shop',
          amountYen: 1_000,
          end: { what: 'paid', paymentId: 'p', amountYen: 1_000 },
        },
      },
      { code: 'x' },
      'sale_code_paid',
    ],
    [
      'by a code that its shop took back',
      { scanned: { merchantId: 'shop', amountYen: 1_000, end: { what: 'withdrawn' } } },
      { code: 'x' },
      'sale_code_withdrawn',
    ],
    ['for more than the lots hold', { wallet: walletOf([]) }, { lots: [] }, 'insufficient_funds'],
    ['from no lot that was seen', {}, { lots: [] }, 'payment_changed'],
    ['from another lot', {}, { lots: [{ lotId: 'b', amountYen: 1_000 }] }, 'payment_changed'],
    ['from less of it', {}, { lots: [{ lotId: 'a', amountYen: 999 }] }, 'payment_changed'],
    [
      'from fewer lots',
      {},
      {
        lots: [
          { lotId: 'a', amountYen: 1_000 },
          { lotId: 'b', amountYen: 1 },
        ],
      },
      'payment_changed',
    ],
    ['and otherwise made', {}, { lots: [{ lotId: 'a', amountYen: 1_000 }] }, 'ok'],
    [
      'and made by a code that says the same',
      { scanned: { merchantId: 'shop', amountYen: 1_000 } },
      { code: 'x' },
      'ok',
    ],
  ])('%s', (_, state, seen, expected) => {
    const command = { walletId: 'w', merchantId: 'shop', amountYen: 1_000, seen }
    const stands = { wallet: full, merchant: shop, spent: unspent, ...state }
    const outcome = decidePay(stands, command, context())
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(expected)
  })
})

describe('a payment page that was open over midnight', () => {
  test('pays at the last instant of a lot what it told', async () => {
    const page = await opened({ yen: 300, pot: { validDays: 0 } }, 1_000, 500)
    expect(fundersOf(page.lots)).toEqual([[town, 300], [null, 200]]) // prettier-ignore
    books.clock.at = midnight
    const paid = await press(page)
    expect([paid.status, fundersOf(paid.json.lots)]).toEqual([201, [[town, 300], [null, 200]]]) // prettier-ignore
  })

  test.each<[string, object, [string | null, number][], [string | null, number][]]>([
    ['a lot that ended', { validDays: 0 }, [[town, 300], [null, 200]], [[null, 500]]],
    ['a lot of that day of the week', mondayOnly, [[town, 300], [null, 200]], [[null, 500]]],
    ['a lot of the next day of the week', tuesdayOnly, [[null, 500]], [[town, 300], [null, 200]]],
  ])('pays nothing without asking again: %s', async (_, pot, then, now) => {
    const page = await opened({ yen: 300, pot }, 1_000, 500)
    expect(fundersOf(page.lots)).toEqual(then)
    books.clock.at = midnight + 1
    await isAskedAgain(page, now)
  }) // prettier-ignore

  test('says how much can be spent where the money ended and the rest is too little', async () => {
    const page = await opened({ yen: 300, pot: { validDays: 0 } }, 100, 400)
    books.clock.at = midnight + 1
    const refused = await press(page)
    expect([refused.json.code, refused.json.facts]).toEqual(['insufficient_funds', { spendableYen: 100 }])
  })

  test('pays on the new day what the old day’s limit refused, and counts it there', async () => {
    const settings = { ...demonstrationSettings, paymentDayYenMax: 1_000 }
    const strict = await openHttpApp(settings)
    const [guest, payee] = [await strict.browser(5_000), await strict.books.openShop()]
    const pay = (amountYen: number) =>
      strict.send('POST', '/api/payments', {
        cookie: guest.cookie,
        body: { merchantId: payee.id, amountYen, code: payee.id },
      })
    strict.books.clock.at = midnight
    expect((await pay(800)).status).toBe(201)
    const refused = await pay(300)
    expect([refused.json.code, refused.json.facts.leftYen]).toEqual(['spending_day_above_limit', 200])
    strict.books.clock.at = midnight + 1
    expect((await pay(300)).status).toBe(201)
    expect((await pay(701)).json.facts.leftYen).toBe(700)
    await strict.dispose()
  })

  test('that was paid before it is answered with its receipt, whatever the wallet holds by now', async () => {
    const page = await opened({ yen: 300, pot: { validDays: 0 } }, 1_000, 500)
    const key = books.key()
    const code = `${page.shop.id} 500 until ${midnight}`
    const paid = await press(page, { key, code })
    books.clock.at = midnight + 1
    const again = await press(page, { key, code })
    expect([again.status, again.json]).toEqual([201, paid.json])
  })
})

describe('a payment page that was open while something else happened', () => {
  test('pays nothing from other money than it told, where some of it was spent elsewhere', async () => {
    const page = await opened({ yen: 300 }, 1_000, 500)
    await app.send('POST', '/api/payments', {
      cookie: page.cookie,
      body: { merchantId: page.shop.id, amountYen: 100 },
    })
    await isAskedAgain(page, [[town, 200], [null, 300]]) // prettier-ignore
  })

  test('pays nothing from other money than it told, where more arrived', async () => {
    const page = await opened({ yen: 300 }, 1_000, 500)
    await books.grant(await books.openPot({ validDays: 1, municipality: '073679' }), page.walletId, 50)
    await isAskedAgain(page, [['073679', 50], [town, 300], [null, 150]]) // prettier-ignore
  })

  test.each<[string, string, string]>([
    ['the minutes of the sale are over', `500 until ${noon - 1}`, 'payment_code_ended'],
    ['the shop made the sale for another amount', '600', 'payment_code_other'],
  ])('pays nothing where %s', async (_, sale, code) => {
    const page = await opened({ yen: 300 }, 1_000, 500)
    const before = await booksAsText(app.store)
    const refused = await press(page, { code: `${page.shop.id} ${sale}` })
    expect([refused.status, refused.json.code, refused.json.field]).toEqual([409, code, 'code'])
    expect(await booksAsText(app.store)).toBe(before)
  })

  test('pays nothing by the code of another shop, nor by one that was withdrawn', async () => {
    const [page, other] = [await opened({ yen: 300 }, 1_000, 500), await books.openShop()]
    expect((await press(page, { code: other.id })).json.code).toBe('payment_code_other')
    expect((await press(page, { code: 'nobody' })).json.code).toBe('payment_code_ended')
  })

  test('pays for somebody else nothing by a code that ended', async () => {
    const [phone, payee] = [await app.browser(0), await books.openShop()]
    const terms = { relation: 'child', paymentYenMax: 1_000, dayYenMax: 2_000 }
    const made = await app.send('POST', '/api/proxies', { cookie: phone.cookie, body: terms })
    const body = { merchantId: payee.id, amountYen: 100, code: `${payee.id} 100 until ${noon - 1}` }
    const path = `/api/proxies/${made.json.proxyId}/payments`
    const refused = await app.send('POST', path, { cookie: phone.cookie, body })
    expect([refused.status, refused.json.code]).toEqual([409, 'payment_code_ended'])
  })
})

describe('a quote', () => {
  test('keeps nothing, and refuses as the payment would', async () => {
    const page = await opened({ yen: 300 }, 1_000, 500)
    const before = await booksAsText(app.store)
    expect((await quote(page)).json).toMatchObject({ amountYen: 500, lots: [{ amountYen: 300 }, {}] })
    const short = await quote({ ...page, amountYen: 1_301 })
    expect([short.status, short.json.code, short.json.facts]).toEqual([
      409,
      'insufficient_funds',
      { spendableYen: 1_300 },
    ])
    expect(await booksAsText(app.store)).toBe(before)
    expect((await quote({ ...page, cookie: '' })).status).toBe(401)
  })

  test.each(['0', '-1', '1.5', 'x', '9007199254740993', ''])(
    'of a wrong amount names it: %j',
    async (amount) => {
      const { cookie } = await app.browser(0)
      const asked = await app.send('GET', `/api/payment-quotes?merchantId=m&amountYen=${amount}`, { cookie })
      expect([asked.status, asked.json.field]).toEqual([400, 'amountYen'])
    },
  )
})
