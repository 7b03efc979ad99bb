import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { comeToField, standsOn, tabToField, typeAnew } from '../support/keyboard.ts'
import { goHome, origin, type Person, region } from '../support/people.ts'
import vectors from '../../merchants/emv-vectors.json' with { type: 'json' }

/**
 * Forms beside those that move money, each by keys over a line that breaks in both ways: what was sent three times
 * happened once.
 */
const t = wordsFor('ja')
const { merchantId } = region.ownShop
const ofShop = `/api/merchants/${merchantId}`

let line: Line
let hands: Hands
beforeAll(async () => {
  line = await openLine()
  hands = keysAlone(line)
})
afterAll(() => line.close())
afterEach(async () => {
  line.mend()
  await goHome(lineBreaks)
})

/** The hub is asked past the line: what it holds is what counts. */
const read = async <Answer>({ context }: Person, path: string): Promise<Answer> =>
  (await (await context.request.get(`${origin}${path}`)).json()) as Answer

type Offered = { readonly nameJa: string; readonly stock: string; readonly priceYen: number }

type Staff = {
  readonly clerks: readonly {
    readonly name: string
    readonly endedAt: number | null
    readonly refundYenMax: number
  }[]
  readonly tills: readonly { readonly name: string }[]
  readonly changes: readonly { readonly operation: string; readonly name: string }[]
}

/** On a page with the same field for each of its rows: that of the row in which the focus stands. */
async function fillNext(page: Page, label: string, text: string): Promise<void> {
  await tabToField(page, label)
  await typeAnew(page, text)
}

it('a visitor makes an address and another one, gives one for receipts, and closes an empty wallet', async () => {
  const visitor = await hands.somebody({ purse: region.purses.at(-98)! })
  const { page } = visitor
  await page.goto('/wallet')
  await readied(visitor)
  const addressNow = async () =>
    (await read<{ address: string | null }>(visitor, '/api/wallets/me/address')).address
  await page.goto('/wallet/receive')
  await hands.press(visitor, t('transfers:receive.make'))
  await shown(visitor, t('transfers:receive.lead'))
  const first = await addressNow()
  expect((await page.locator('[data-address]').innerText()).replaceAll(/\s/g, '')).toBe(
    first?.replaceAll('-', ''),
  )
  await hands.press(visitor, t('transfers:receive.renew'))
  await shown(visitor, t('transfers:receive.renewed'))
  expect(await addressNow()).not.toBe(first)

  // A link of a letter is a key, of which no other page is told; the page without one knows its own form.
  const linked = await page.request.get('/wallet/mail?confirm=none')
  expect(linked.headers()['referrer-policy']).toBe('no-referrer')
  await page.goto('/wallet/mail')
  await hands.fill(visitor, t('messages:address.field'), 'once@mail.example')
  await hands.press(visitor, t('messages:address.submit'))
  await shown(visitor, t('messages:address.waiting_title'))
  const letters = async () =>
    (await read<{ latest: unknown[] }>(visitor, '/api/wallets/me/mail-address')).latest.length
  await expect.poll(letters, { timeout: 30_000 }).toBe(1)
  await hands.press(visitor, t('messages:address.remove'))
  await shown(visitor, t('messages:address.removed'))

  // A code is good once and soon ends: another one that nobody sees pays nothing.
  const { spendableYen } = await read<{ spendableYen: number }>(visitor, '/api/wallets/me')
  await page.goto('/wallet/show')
  await hands.press(visitor, t('charges:show.make'))
  await page.getByRole('img', { name: t('charges:show.alt') }).waitFor()
  expect(await read(visitor, '/api/wallets/me')).toMatchObject({ spendableYen })

  const leaver = await hands.somebody()
  await leaver.page.goto('/wallet')
  await readied(leaver)
  await keysAlone().press(leaver, t('wallet:none.button'))
  await leaver.page.goto('/wallet/close')
  await hands.press(leaver, t('wallet:closing.confirm'))
  await shown(leaver, t('wallet:closing.closed'))
  expect(await read(leaver, '/api/wallets/me')).toMatchObject({ closed: true })
})

it('a shopkeeper offers a product, prints with another service, withdraws a sale and adds a clerk, whom the office stops', async () => {
  const owner = await hands.staff('owner', `/shop/products?shop=${merchantId}`)
  const { page } = owner
  const product = { nameJa: '一度の皿', nameEn: 'A plate once', priceYen: '800' }
  for (const [field, text] of Object.entries(product)) await fillNext(page, t(`products:shop.${field}`), text)
  await hands.press(owner, t('products:shop.add'))
  await shown(owner, t('products:shop.saved'))
  const offered = async () => {
    const { products } = await read<{ products: Offered[] }>(owner, `${ofShop}/products`)
    const plates = products.filter(({ nameJa }) => nameJa === product.nameJa)
    return plates.map(({ stock, priceYen }) => [stock, priceYen])
  }
  expect(await offered()).toEqual([['in_stock', 800]])
  await hands.press(owner, t('products:public.sold_out'), product.nameJa)
  await shown(owner, t('products:shop.saved'))
  expect(await offered()).toEqual([['sold_out', 800]])
  await hands.unfold(owner, t('products:shop.change'), product.nameJa)
  await fillNext(page, t('products:shop.priceYen'), '850')
  await hands.press(owner, t('products:shop.save'), product.nameJa)
  await shown(owner, t('products:shop.saved'))
  expect(await offered()).toEqual([['sold_out', 850]])
  await hands.unfold(owner, t('products:shop.change'), product.nameJa)
  await hands.press(owner, t('products:shop.remove'), product.nameJa)
  await shown(owner, t('products:shop.removed'))
  expect(await page.getByRole('heading', { name: product.nameJa }).count()).toBe(0)
  expect(await offered()).toEqual([])

  await page.goto(`/shop/board?shop=${merchantId}`)
  await hands.fill(owner, t('pictures:board.text'), vectors.good[1]!)
  await hands.press(owner, t('pictures:board.submit'))
  await shown(owner, t('pictures:board.done'))
  const board = async () => (await read<{ other: string | null }>(owner, `${ofShop}/board`)).other
  expect(await board()).toBe(vectors.good[1])
  await hands.press(owner, t('pictures:board.remove'))
  await shown(owner, t('pictures:board.removed'))
  expect(await board()).toBeNull()

  await page.goto(`/shop/enter-amount?shop=${merchantId}&amountYen=77`)
  await hands.press(owner, t('shop:amount.cancel'))
  await shown(owner, t('shop:amount.withdrawn', { amount: 77 }))

  // A PIN stands in no page: the list is opened again, and it shows whether the clerk is on it.
  await page.goto(`/shop/staff?shop=${merchantId}`)
  const name = '一度の子'
  const add = page.locator('form', { has: page.locator('input[value="add"]') })
  const isSentInVain = async () => {
    if (!(await add.isVisible())) await hands.unfold(owner, t('tills:staff.add'))
    await hands.fill(owner, t('tills:staff.name'), name)
    await hands.fill(owner, t('tills:staff.pin'), '2580')
    await page.keyboard.press('Enter')
    await shown(owner, t('wallet:offline.again.opened'))
    await standsOn(page, t('wallet:offline.again.open_again'))
    line.mend()
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  }
  line.cut('before')
  await isSentInVain()
  expect(await page.getByRole('heading', { name }).count()).toBe(0)
  const heard = line.lost()
  line.cut('after')
  await isSentInVain()
  expect(line.lost()).toBeGreaterThan(heard)
  await page.getByRole('heading', { name }).waitFor()
  const staff = async () => {
    const { clerks, changes } = await read<Staff>(owner, `${ofShop}/staff`)
    return {
      clerks: clerks.filter((one) => one.name === name).map(({ refundYenMax }) => refundYenMax),
      ends: changes.filter((one) => one.name === name && one.operation === 'clerk.end'),
    }
  }
  expect((await staff()).clerks).toEqual([0])
  await hands.unfold(owner, t('tills:staff.change', { name }))
  await fillNext(page, t('tills:staff.once'), '300')
  await fillNext(page, t('tills:staff.day'), '900')
  await hands.press(owner, t('tills:staff.change_submit'))
  await shown(owner, t('tills:staff.done_change'))
  expect((await staff()).clerks).toEqual([300])

  const officer = await hands.staff('approver', `/office/tills?shop=${merchantId}`)
  await hands.fill(officer, t('tills:office.reason'), '店主から電話、かけ直して確かめた')
  await hands.press(officer, t('tills:office.end_clerk', { name }))
  await shown(officer, t('tills:office.done'))
  expect((await staff()).ends).toHaveLength(1)
})

/** A museum asks the shop whether it sells the like of what is shown there: the number of what was asked. */
async function askedByMuseum(): Promise<string> {
  const { context } = await hands.somebody()
  const send = async (path: string, data: object) => {
    const headers = { origin, 'idempotency-key': crypto.randomUUID() }
    const answer = await context.request.post(`${origin}${path}`, { data, headers })
    return (await answer.json()) as { id: string }
  }
  await send('/api/session', { email: 'karamushi@demonstration.example', password: demonstrationPassword })
  return (await send('/api/institutions/karamushi-museum/ties', { shop: merchantId, what: 'sells' })).id
}

it('a shopkeeper answers a museum, says how letters come, and makes a till, which another phone of hers stops', async () => {
  const tie = await askedByMuseum()
  const owner = await hands.staff('owner', `/shop/ties?shop=${merchantId}`)
  const { page } = owner
  const row = page.locator('article', { has: page.locator(`[name=tie][value="${tie}"]`) })
  const asked = (await row.getAttribute('aria-label'))!
  const state = async () =>
    (await read<{ ties: { id: string; state: string }[] }>(owner, '/api/ties')).ties.find(
      ({ id }) => id === tie,
    )?.state
  await hands.press(owner, t('ties:row.agreement'), asked)
  await shown(owner, t('ties:done.agreement'))
  expect(await state()).toBe('agreed')
  await hands.press(owner, t('ties:row.end'), asked)
  await shown(owner, t('ties:done.ended'))
  expect(await state()).toBeUndefined()

  // The choice that stands is another one, so that what is pressed changes it back.
  const headers = () => ({ origin, 'idempotency-key': crypto.randomUUID() })
  const told = async () => (await read<{ language: string }>(owner, `${ofShop}/messages`)).language
  const language = { data: { language: 'zh-hant' }, headers: headers() }
  expect((await owner.context.request.put(`${origin}${ofShop}/message-language`, language)).status()).toBe(
    200,
  )
  await page.goto(`/shop/messages?shop=${merchantId}`)
  await comeToField(page, '繁體中文')
  await page.keyboard.press('ArrowUp')
  await hands.press(owner, t('messages:shop.submit'))
  await shown(owner, t('messages:shop.done'))
  expect(await told()).toBe('ja')

  const name = '一度のレジ'
  const clerk = { name: '一度の番', pin: '2580', mayTake: true, maySeeTakings: false }
  const added = await owner.context.request.post(`${origin}${ofShop}/clerks`, {
    data: { ...clerk, refundYenMax: 0, refundDayYenMax: 0 },
    headers: headers(),
  })
  expect(added.status()).toBe(201)
  await page.goto(`/shop/staff?shop=${merchantId}`)
  await hands.unfold(owner, t('tills:staff.make'))
  await hands.fill(owner, t('tills:staff.till_name'), name)
  await hands.press(owner, t('tills:staff.make_submit'))
  await shown(owner, t('tills:door.lead'))
  expect(await read(owner, '/api/till')).toMatchObject({ deviceName: name })
  // What the owner may do did not stay.
  expect((await owner.context.request.get(`${origin}/api/sessions`)).status()).toBe(401)

  const other = await hands.staff('owner', `/shop/staff?shop=${merchantId}`)
  const staff = async () => {
    const { tills, changes } = await read<Staff>(other, `${ofShop}/staff`)
    const mine = changes.filter((one) => one.name === name)
    return { tills: tills.filter((one) => one.name === name).length, acts: mine.map((one) => one.operation) }
  }
  expect(await staff()).toEqual({ tills: 1, acts: ['till.add'] })
  await hands.press(other, t('tills:staff.till_end'), name)
  await shown(other, t('tills:staff.done_till'))
  expect(await staff()).toEqual({ tills: 0, acts: ['till.end', 'till.add'] })
  expect((await owner.context.request.get(`${origin}/api/till`)).status()).toBe(401)
  await hands.unfold(other, t('tills:staff.end'), clerk.name)
  await hands.press(other, t('tills:staff.end'), clerk.name)
  await shown(other, t('tills:staff.done_end'))
  const { clerks } = await read<Staff>(other, `${ofShop}/staff`)
  expect(clerks.filter((one) => one.name === clerk.name && one.endedAt === null)).toEqual([])
})
