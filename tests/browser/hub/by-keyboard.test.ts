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
  tabBackTo,
  tabTo,
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
const holderOf = async (n: number): Promise<Person> =>
  byKeyboard(await purseOwner(region.purses.at(n)!, { viewport: phone }))

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
  await pressEnter(page, t('products:public.sold_out'))
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

it('a visitor adds money with cash at a store', async () => {
  const visitor = await holderOf(-61)
  const { page } = visitor
  const before = await spendable(visitor)
  await page.goto('/wallet/add')
  await fill(visitor, t('wallet:add.own'), '1200')
  await page.keyboard.press('Tab')
  const method = () => page.evaluate(() => (document.activeElement as HTMLInputElement).value)
  for (let steps = 0; steps < 5 && (await method()) !== 'konbini'; steps++)
    await page.keyboard.press('ArrowDown')
  expect(await method()).toBe('konbini')
  await look(visitor)
  await pressEnter(page, t('wallet:add.submit'))
  await page.waitForURL(/\/demonstration\/stripe\/pay\//)
  await pressEnter(page, t('standin:store.submit'))
  await titled(visitor, t('standin:voucher.waiting'))
  await look(visitor)
  await pressEnter(page, t('standin:voucher.pay'))
  await titled(visitor, t('standin:voucher.paid'))
  await pressEnter(page, t('standin:closed.back'))
  await titled(visitor, t('wallet:topup.state.credited'))
  expect(await spendable(visitor)).toBe(before + 1_200)
})

it('an officer asks for money, an approver lets it go, and a guest at the counter has it', async () => {
  const officer = await comeIn('officer', '/office/issue')
  await pressEnter(officer.page, t('office:pots.issue.submit'))
  await standsOn(officer.page, t('office:pots.issue.pot'))
  // What has the focus is left and come back to.
  await tabTo(officer.page, t('office:pots.issue.amount'))
  await tabBackTo(officer.page, t('office:pots.issue.pot'))
  await officer.page.keyboard.press('ArrowDown')
  await fill(officer, t('office:pots.issue.amount'), '510')
  await fill(officer, t('office:pots.issue.reason'), '秋の応援の予算')
  await officer.page.keyboard.press('Enter')
  await told(officer, t('office:pots.issue.asked'))
  await look(officer)

  const approver = await comeIn('approver', '/office/issue')
  const { page } = approver
  const what = t('office:pots.issue.what', { amount: 510 })
  await fill(approver, t('corrections:decision_reason'), '確かめました')
  // Several buttons do different things: Enter in the field before them does none.
  await page.keyboard.press('Enter')
  await pressEnter(page, t('corrections:approve', { what }))
  await told(approver, t('office:pots.issue.approved', { amount: 510 }))
  await look(approver)

  // Somebody without a phone of their own: an address on paper, and the desk.
  const resident = await purseOwner(region.purses.at(-59)!)
  const made = await ask(resident, '/api/wallets/me/address', {})
  const { address } = (await made.json()) as { address: string }
  const before = await spendable(resident)
  await officer.page.goto('/office/give')
  await chooseIn(officer, t('office:pots.issue.pot'))
  await fill(officer, t('office:give.address'), address)
  await fill(officer, t('office:pots.issue.amount'), '40')
  await enter(officer)
  await standsOn(officer.page, t('office:pots.issue.reason'))
  await look(officer)
  await typeAnew(officer.page, '秋の宿泊応援')
  await officer.page.keyboard.press('Enter')
  await officer.page.getByRole('status').first().waitFor()
  expect(await spendable(resident)).toBe(before + 40)
})

it('an approver pays the shops what they are owed', async () => {
  await pay(await purseOwner(region.purses.at(-58)!), 50)
  const approver = await comeIn('approver', '/office/settlement')
  const { page } = approver
  await pressEnter(page, t('office:settlement.close_now'))
  await page.waitForURL(/close=now/)
  await look(approver)
  const [begin] = t('office:settlement.approve', { amount: 0 }).split('0')
  await pressEnter(page, begin!)
  await page.waitForURL(/[?&]paid/)
  await look(approver)
})

it('an operator stops a lost wallet, and an approver lets it go', async () => {
  const holder = await purseOwner(region.purses.at(-60)!)
  const paymentId = await pay(holder, 21)
  const operator = await comeIn('operator', '/office/stopped')
  await pressEnter(operator.page, t('accounts:stopped.submit'))
  await standsOn(operator.page, t('accounts:stopped.reason'))
  await typeAnew(operator.page, '電話で本人から届け出')
  await tabBackTo(operator.page, t('accounts:stopped.payment'))
  await typeAnew(operator.page, paymentId)
  await operator.page.keyboard.press('Enter')
  await told(operator, t('accounts:stopped.done_stopped'))
  await look(operator)
  const refused = await ask(holder, '/api/payments', { merchantId, amountYen: 1 })
  expect(refused.status()).toBe(409)
  const approver = await comeIn('approver', '/office/stopped')
  await fill(approver, t('accounts:stopped.thaw_reason'), '窓口で本人と確かめた')
  await approver.page.keyboard.press('Enter')
  await told(approver, t('accounts:stopped.done_thawed'))
  await pay(holder, 1)
})

it('somebody far away gives to a cause that an officer registered', async () => {
  const officer = await comeIn('officer', '/office/causes')
  await chooseIn(officer, t('donations:office.merchantId'))
  const texts = {
    nameJa: '鍵盤の屋根',
    nameEn: 'A roof',
    purposeJa: '葺きかえに使います',
    purposeEn: 'For new thatch',
  }
  for (const [name, text] of Object.entries(texts)) await fill(officer, t(`donations:office.${name}`), text)
  await officer.page.keyboard.press('Enter')
  await told(officer, t('donations:office.registered', { name: '鍵盤の屋根' }))
  await look(officer)

  const giver = await holderOf(-61)
  const { page } = giver
  const before = await spendable(giver)
  await page.goto('/wallet')
  await pressEnter(page, t('donations:title'))
  await titled(giver, t('donations:title'))
  await pressEnter(page, t('donations:check'))
  await standsOn(page, t('donations:cause'))
  await choose(giver, '鍵盤の屋根')
  await fill(giver, t('donations:amount'), 'いくらか')
  await enter(giver)
  await standsOn(page, t('donations:amount'))
  await look(giver)
  await typeAnew(page, '30')
  await page.keyboard.press('Enter')
  await titled(giver, t('donations:check_title'))
  await pressEnter(page, t('donations:confirm', { amount: 30 }))
  await titled(giver, t('donations:receipt.done'))
  await look(giver)
  expect(await spendable(giver)).toBe(before - 30)
  await pressEnter(officer.page, t('donations:office.end', { name: '鍵盤の屋根' }))
  await told(officer, t('donations:office.ended', { name: '鍵盤の屋根' }))
})

it('a visitor asks for the rest back, and an approver hands it out', async () => {
  const visitor = await holderOf(-61)
  const { page } = visitor
  const before = await spendable(visitor)
  await page.goto('/wallet/repayments')
  await pressEnter(page, t('repayments:submit'))
  await standsOn(page, t('repayments:reason'))
  await choose(visitor, t('repayments:reasons.leaving_japan'))
  await fill(visitor, t('repayments:amount'), '70')
  await page.keyboard.press('Enter')
  await told(visitor, t('repayments:asked'))
  await look(visitor)
  const approver = await comeIn('approver', '/office/repayments')
  await pressEnter(approver.page, t('repayments:office.grant', { amount: 70 }))
  await told(approver, t('repayments:office.granted', { amount: 70 }))
  await look(approver)
  expect(await spendable(visitor)).toBe(before - 70)
})
