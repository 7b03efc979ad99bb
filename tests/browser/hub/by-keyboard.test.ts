import { afterEach, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import {
  byKeyboard,
  called,
  chooseByKeys,
  fillByKeys,
  pressEnter,
  standsOn,
  tabToCalled,
  tabToField,
  typeAnew,
} from '../support/keyboard.ts'
import {
  goHome,
  origin,
  person,
  type Person,
  purseOwner,
  region,
  signIn,
  spendable,
} from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

/** Each person who touches money does their work without a mouse and without touching the screen, on a phone's width. */
afterEach(() => goHome())

const t = wordsFor('ja')
const { merchantId } = region.ownShop
const yen = (amount: number): string => t('shop:yen', { amount })
const titled = ({ page }: Person, title: string) =>
  page.getByRole('heading', { name: title, exact: true }).first().waitFor()
const told = ({ page }: Person, sentence: string) => page.getByText(sentence).first().waitFor()

const somebody = async (): Promise<Person> => byKeyboard(await person({ viewport: phone }))

/** Somebody of the demonstration at a page; the shopkeeper of the first story signs in by typing. */
async function comeIn(name: string, path: string): Promise<Person> {
  const who = await somebody()
  await signIn(who, name, path)
  return who
}

/** Presses Enter, and waits for the page that comes of it: the one before may have had the focus at the same place. */
const enter = async ({ page }: Person): Promise<void> =>
  void (await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]))

const fill = ({ page }: Person, label: string, text: string): Promise<void> => fillByKeys(page, label, text)

const choose = ({ page }: Person, wanted?: string): Promise<void> => chooseByKeys(page, wanted)

async function chooseIn(who: Person, label: string, wanted?: string): Promise<void> {
  await tabToField(who.page, label)
  await choose(who, wanted)
}

/** Presses what is called so of this one. */
async function pressCalled({ page }: Person, words: string, of: string): Promise<void> {
  await tabToCalled(page, called(words, of))
  await page.keyboard.press('Enter')
}

const ask = (who: Person, path: string, data: object) =>
  who.context.request.post(path, { data, headers: { origin, 'idempotency-key': crypto.randomUUID() } })

/** A payment beside the pages. */
async function pay(guest: Person, amountYen: number): Promise<string> {
  const paid = await ask(guest, '/api/payments', { merchantId, amountYen })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

it('a shopkeeper signs in, gives a part back and takes what was set aside', async () => {
  const guest = await purseOwner(region.purses.at(-58)!)
  const before = await spendable(guest)
  const owner = await somebody()
  const { page } = owner
  await page.goto('/shop')
  await pressEnter(page, t('shop:welcome.sign_in'))
  await page.getByLabel(t('identity:sign_in.email')).waitFor()
  await fill(owner, t('identity:sign_in.email'), 'owner@demonstration.example')
  await fill(owner, t('identity:sign_in.password'), 'not the password')
  await enter(owner)
  await standsOn(page, t('identity:sign_in.email'))
  await fill(owner, t('identity:sign_in.password'), demonstrationPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/shop')

  // The row comes by itself while the till stands open.
  const paymentId = await pay(guest, 41)
  await page.locator(`[data-payment="${paymentId}"]`).waitFor()
  await pressEnter(page, yen(41))
  await titled(owner, t('shop:refund.title'))
  await fill(owner, t('shop:refund.part_amount'), '99')
  await enter(owner)
  await standsOn(page, t('shop:refund.part_amount'))
  await typeAnew(page, '11')
  await page.keyboard.press('Enter')
  await told(owner, t('shop:refund.done', { amount: 11 }))
  await look(owner)
  expect(await spendable(guest)).toBe(before - 30)

  await ask(guest, '/api/holds', { merchantId, amountYen: 25, endsAt: Date.now() + 72_000_000 })
  await page.goto('/shop/holds')
  await fill(owner, t('holds:amount'), 'いくらか')
  await enter(owner)
  await standsOn(page, t('holds:amount'))
  await look(owner)
  await typeAnew(page, '20')
  await page.keyboard.press('Enter')
  await told(owner, t('holds:captured_done', { amount: 20 }))
  expect(await spendable(guest)).toBe(before - 50)
})

it('a shopkeeper’s forms that come back have the focus where something is wrong, and what was typed', async () => {
  const owner = await comeIn('owner', `/shop/products?shop=${merchantId}`)
  const { page } = owner
  const wrongIs = async () => {
    const [sentence] = (await page.getByRole('alert').first().innerText()).trim().split('\n')
    await standsOn(page, sentence!)
  }
  await pressEnter(page, t('products:shop.add'))
  for (const [field, text] of [
    ['nameJa', '鍵盤の皿'],
    ['nameEn', 'A plate'],
    ['priceYen', '800'],
  ] as const) {
    await standsOn(page, t(`products:shop.${field}`))
    await typeAnew(page, text)
    await enter(owner)
  }
  await told(owner, t('products:shop.saved'))

  // Another device says something meanwhile: what is refused is told before all.
  const list = `/api/merchants/${merchantId}/products`
  const { products } = (await (await owner.context.request.get(list)).json()) as {
    products: { id: string; version: number; nameJa: string }[]
  }
  const { id, version } = products.find(({ nameJa }) => nameJa === '鍵盤の皿')!
  const said = { nameJa: '鍵盤の皿', nameEn: 'A plate', priceYen: 900, showsCount: false, isOffered: true }
  const put = await owner.context.request.put(`${list}/${id}`, {
    data: { ...said, version, stock: 'in_stock' },
    headers: { origin },
  })
  expect(put.status()).toBe(200)
  // Products of other stories stand in the list, too.
  await pressCalled(owner, t('products:public.sold_out'), '鍵盤の皿')
  await wrongIs()

  await page.goto(`/shop/board?shop=${merchantId}`)
  await pressEnter(page, t('pictures:board.submit'))
  await standsOn(page, t('pictures:board.text'))
  await page.goto(`/shop/picture?shop=${merchantId}`)
  await pressEnter(page, t('pictures:shop.submit'))
  await standsOn(page, t('pictures:shop.file'))
  const file = { name: 'front.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') }
  await page.locator('[type=file]').setInputFiles(file)
  await pressEnter(page, t('pictures:shop.submit'))
  await standsOn(page, t('pictures:shop.alt_ja'))
  await typeAnew(page, '暖簾')
  await page.keyboard.press('Enter')
  await standsOn(page, t('pictures:shop.alt_en'))
  await typeAnew(page, 'The curtain')
  await page.keyboard.press('Enter')
  await standsOn(page, t('pictures:shop.too_large'))
  await look(owner)

  const paymentId = await pay(await purseOwner(region.purses.at(-71)!), 12)
  await page.goto(`/shop/payments/${paymentId}`)
  expect((await ask(owner, '/api/refunds', { paymentId, amountYen: 12 })).status()).toBe(201)
  await pressEnter(page, t('shop:refund.submit_whole', { amount: 12 }))
  await wrongIs()

  const applicant = await somebody()
  await applicant.page.goto('/shop/apply')
  await pressEnter(applicant.page, t('shop:apply.submit'))
  await standsOn(applicant.page, t('shop:apply.field.nameJa'))
  await look(applicant)
})

it('a clerk comes to the till with a PIN and gives back what somebody paid', async () => {
  const guest = await purseOwner(region.purses.at(-58)!)
  const till = await comeIn('owner', `/shop/staff?shop=${merchantId}`)
  const { page } = till
  const form = page.locator('form', { has: page.locator('input[value="add"]') })
  if (!(await form.isVisible())) await pressEnter(page, t('tills:staff.add'))
  await fill(till, t('tills:staff.name'), 'けい子')
  await fill(till, t('tills:staff.pin'), '1234')
  await fill(till, t('tills:staff.once'), '100')
  await fill(till, t('tills:staff.day'), '150')
  await enter(till)
  await standsOn(page, t('tills:staff.pin'))
  await typeAnew(page, '2580')
  await page.keyboard.press('Enter')
  await told(till, t('tills:staff.done_add'))
  await look(till)
  await pressEnter(page, t('tills:staff.change', { name: 'けい子' }))
  await fill(till, t('tills:staff.day'), '160')
  await enter(till)
  await told(till, t('tills:staff.done_change'))
  await pressCalled(till, t('tills:staff.new_pin'), 'けい子')
  await fill(till, t('tills:staff.new_pin'), '1234')
  await enter(till)
  await standsOn(page, t('tills:staff.new_pin'))
  await typeAnew(page, '8642')
  await enter(till)
  await told(till, t('tills:staff.done_pin'))
  await pressEnter(page, t('tills:staff.make'))
  await fill(till, t('tills:staff.till_name'), '鍵盤のレジ')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: t('tills:door.enter'), exact: true }).waitFor()

  await chooseIn(till, t('tills:door.who'), 'けい子')
  await fill(till, t('tills:door.pin'), '9999')
  await enter(till)
  await standsOn(page, t('tills:door.pin'))
  await look(till)
  await typeAnew(page, '8642')
  await page.keyboard.press('Enter')
  await told(till, t('tills:here.title', { name: 'けい子' }))
  const before = await spendable(guest)
  const paymentId = await pay(guest, 30)
  await page.locator(`[data-payment="${paymentId}"]`).waitFor()
  await pressEnter(page, yen(30))
  await titled(till, t('shop:refund.title'))
  await pressEnter(page, t('shop:refund.submit_whole', { amount: 30 }))
  await told(till, t('shop:refund.done', { amount: 30 }))
  expect(await spendable(guest)).toBe(before)

  // The day is over: the till is signed out, and the clerk goes.
  const owner = await comeIn('owner', `/shop/staff?shop=${merchantId}`)
  await pressCalled(owner, t('tills:staff.till_end'), '鍵盤のレジ')
  await told(owner, t('tills:staff.done_till'))
  await pressCalled(owner, t('tills:staff.end'), 'けい子')
  await pressCalled(owner, t('tills:staff.end'), 'けい子')
  await told(owner, t('tills:staff.done_end'))
})
