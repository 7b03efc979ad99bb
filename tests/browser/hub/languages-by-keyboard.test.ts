import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField, tabTo } from '../support/keyboard.ts'
import { goHome, origin, type Person, purseOwner, region, signIn } from '../support/people.ts'

/**
 * Each person who touches money once without a mouse, on a phone's width, over a line that breaks in both ways, in the
 * languages in which the longer walks are not told: what the keys find is what is written there.
 */
const { merchantId } = region.ownShop
const tellers = [
  { locale: 'en', purse: region.purses.at(-96)!, clerk: 'Keiko', issueYen: 511, why: 'Support in autumn' },
  { locale: 'zh-hant', purse: region.purses.at(-97)!, clerk: '惠子', issueYen: 512, why: '秋季補助' },
] as const

describe.each(tellers)('by keyboard alone over a breaking line, in $locale', (told) => {
  const { locale, purse, clerk, issueYen, why } = told
  let line: Line
  let hands: Hands
  beforeAll(async () => {
    line = await openLine(origin, locale)
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
  const ask = async <Answer>({ context }: Person, path: string, data: object): Promise<Answer> => {
    const headers = { origin, 'idempotency-key': crypto.randomUUID() }
    const answer = await context.request.post(`${origin}${path}`, { data, headers })
    expect(answer.status()).toBe(201)
    return (await answer.json()) as Answer
  }
  const stands = async (who: Person): Promise<number> =>
    (await read<{ spendableYen: number }>(who, '/api/wallets/me')).spendableYen
  const pay = async (guest: Person, amountYen: number): Promise<string> =>
    (await ask<{ paymentId: string }>(guest, '/api/payments', { merchantId, amountYen })).paymentId

  it('a visitor pays a shop once, and has the receipt', async () => {
    const { t, at } = hands
    const visitor = await hands.somebody({ purse })
    const { page } = visitor
    const before = await stands(visitor)
    await page.goto(at('/wallet'))
    await readied(visitor)
    await page.goto(at(`/pay/${encodeURIComponent(region.otherShop.payload)}`))
    await hands.fill(visitor, t('wallet:pay.amount'), '310')
    await hands.follow(visitor, t('wallet:pay.amount_next'))
    // This one stays on its page: the button that has the focus sends the same again.
    const state = page.locator('[data-pay-state]').getByText(t('wallet:pay.offline_help'))
    const shop = locale === 'en' ? region.otherShop.nameEn : region.otherShop.nameJa
    await tabTo(page, t('wallet:pay.confirm', { shop, amount: 310 }))
    line.cut('before')
    await page.keyboard.press('Enter')
    await state.waitFor()
    const heard = line.lost()
    line.cut('after')
    await page.keyboard.press('Enter')
    await expect.poll(() => line.lost()).toBeGreaterThan(heard)
    await state.waitFor()
    line.mend()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/wallet\/receipts\//)
    await shown(visitor, t('wallet:receipt.paid'))
    await hands.see(visitor)
    expect(await stands(visitor)).toBe(before - 310)
  })

  it('a shopkeeper gives a part back once', async () => {
    const { t, at } = hands
    const guest = await purseOwner(purse)
    const paymentId = await pay(guest, 41)
    const before = await stands(guest)
    const owner = await hands.staff('owner', `/shop?shop=${merchantId}`)
    await owner.page.goto(at(`/shop/payments/${paymentId}`))
    await hands.fill(owner, t('shop:refund.part_amount'), '11')
    await hands.press(owner, t('shop:refund.submit_part'))
    await shown(owner, t('shop:refund.done', { amount: 11 }))
    await hands.see(owner)
    expect(await stands(guest)).toBe(before + 11)
  })

  it('a clerk comes with a PIN and takes what a guest shows once', async () => {
    const { t, at } = hands
    const till = await hands.somebody()
    await signIn(till, 'owner', at('/shop'), locale)
    await readied(till)
    const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 0, refundDayYenMax: 0 }
    await ask(till, `/api/merchants/${merchantId}/clerks`, { name: clerk, pin: '2580', ...rights })
    await ask(till, `/api/merchants/${merchantId}/tills`, { name: clerk })
    await till.context.request.delete(`${origin}/api/session`, { headers: { origin } })
    const { page } = till
    await page.goto(at('/shop/till'))
    // A PIN stands in no page: the till is opened again, and it is typed anew.
    const typePin = async () => {
      await hands.choose(till, t('tills:door.who'), clerk)
      await hands.fill(till, t('tills:door.pin'), '2580')
    }
    await typePin()
    await hands.follow(till, t('tills:door.enter'))
    await typePin()
    await page.keyboard.press('Enter')
    await shown(till, t('tills:here.title', { name: clerk }))
    await hands.see(till, [clerk])

    const guest = await purseOwner(purse)
    const before = await stands(guest)
    const { code } = await ask<{ code: string }>(guest, '/api/wallets/me/codes', {})
    await hands.follow(till, t('tills:here.scan'))
    await hands.fill(till, t('charges:till.amount'), '70')
    await hands.follow(till, t('charges:till.next'))
    await hands.fill(till, t('charges:till.code'), code)
    await hands.press(till, t('charges:till.confirm', { amount: 70 }))
    await page.locator('.paid').waitFor()
    await hands.see(till, [clerk])
    expect(await stands(guest)).toBe(before - 70)
  })

  it('an officer asks for money, an approver lets it go once, and a resident at the counter has it', async () => {
    const { t } = hands
    const officer = await hands.staff('officer', '/office/issue')
    const potsYen = async (): Promise<number> => {
      const { pots } = await read<{ pots: { balanceYen: number }[] }>(officer, '/api/pots')
      return pots.reduce((sum, { balanceYen }) => sum + balanceYen, 0)
    }
    const had = await potsYen()
    await comeToField(officer.page, t('office:pots.issue.pot'))
    await chooseByKeys(officer.page)
    await hands.fill(officer, t('office:pots.issue.amount'), String(issueYen))
    await hands.fill(officer, t('office:pots.issue.reason'), why)
    await hands.press(officer, t('office:pots.issue.submit'))
    await shown(officer, t('office:pots.issue.asked'))
    await hands.see(officer, [why])
    const approver = await hands.staff('approver', '/office/issue')
    const what = t('office:pots.issue.what', { amount: issueYen })
    await hands.press(approver, t('corrections:approve', { what }))
    await shown(approver, t('office:pots.issue.approved', { amount: issueYen }))
    await hands.see(approver, [why])
    expect(await potsYen()).toBe(had + issueYen)

    // A sheet of paper is all that comes to the desk: the resident's address stands on it.
    const resident = await purseOwner(purse)
    const { address } = await ask<{ address: string }>(resident, '/api/wallets/me/address', {})
    const before = await stands(resident)
    await officer.page.goto(hands.at('/office/give'))
    await comeToField(officer.page, t('office:pots.issue.pot'))
    await chooseByKeys(officer.page)
    await hands.fill(officer, t('office:give.address'), address)
    await hands.fill(officer, t('office:pots.issue.amount'), '40')
    await hands.fill(officer, t('office:pots.issue.reason'), why)
    await hands.press(officer, t('office:give.submit'))
    await officer.page.getByRole('status').first().waitFor()
    await hands.see(officer, [why])
    expect([await stands(resident), await potsYen()]).toEqual([before + 40, had + issueYen - 40])
  })

  it('somebody far away gives to a cause once', async () => {
    const { t, at } = hands
    const officer = await hands.staff('officer', '/office/causes')
    const texts = { nameJa: '石橋', nameEn: 'A bridge', purposeJa: '石橋修復', purposeEn: 'For its stones' }
    const name = locale === 'en' ? texts.nameEn : texts.nameJa
    await ask(officer, '/api/causes', { merchantId, ...texts })
    const giver = await hands.somebody({ purse })
    const before = await stands(giver)
    await giver.page.goto(at('/wallet'))
    await readied(giver)
    await hands.go(giver, t('donations:title'))
    await hands.choose(giver, t('donations:cause'), name)
    await hands.fill(giver, t('donations:amount'), '35')
    await hands.follow(giver, t('donations:check'))
    await hands.press(giver, t('donations:confirm', { amount: 35 }))
    await giver.page.getByRole('heading', { name: t('donations:receipt.done'), level: 1 }).waitFor()
    await hands.see(giver)
    expect(await stands(giver)).toBe(before - 35)
    await officer.page.reload()
    await hands.press(officer, t('donations:office.end', { name }))
    await shown(officer, t('donations:office.ended', { name }))
  })
})
