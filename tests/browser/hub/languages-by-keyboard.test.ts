import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { reasonsWritten } from '../support/chinese.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField, tabTo } from '../support/keyboard.ts'
import { goHome, origin, type Person, purseOwner, region, signIn } from '../support/people.ts'

/**
 * Each person who touches money once without a mouse, on a phone's width, over a line that breaks in both ways, in the
 * languages in which the longer walks are not told: what the keys find is what is written there.
 */
const { merchantId } = region.ownShop
const tellers = [
  {
    locale: 'en',
    purse: region.purses.at(-96)!,
    clerk: 'Keiko',
    issueYen: 511,
    correctedYen: '23',
    name: 'Grandmother',
    why: 'Support in autumn',
  },
  {
    locale: 'zh-hant',
    purse: region.purses.at(-97)!,
    clerk: '惠子',
    issueYen: 512,
    correctedYen: '24',
    name: '奶奶',
    why: '秋季補助',
  },
] as const

describe.each(tellers)('by keyboard alone over a breaking line, in $locale', (told) => {
  const { locale, purse, clerk, issueYen, correctedYen, name, why } = told
  const shop = locale === 'en' ? region.otherShop.nameEn : region.otherShop.nameJa
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

  it('an operator proposes a correction, an approver lets it go, and a lost wallet is stopped, once each', async () => {
    const { t, at } = hands
    const holder = await purseOwner(purse)
    const paymentId = await pay(holder, 60)
    const before = await stands(holder)
    const operator = await hands.staff('operator', '/office/corrections')
    await hands.fill(operator, t('corrections:journalId'), paymentId)
    await hands.choose(operator, t('corrections:direction'), t('corrections:direction_give'))
    await hands.fill(operator, t('corrections:amount'), correctedYen)
    await hands.fill(operator, t('corrections:reason'), why)
    await hands.press(operator, t('corrections:submit'))
    await shown(operator, t('corrections:asked'))
    // Other stories wrote down reasons of their own.
    const reasons = await reasonsWritten(operator)
    await hands.see(operator, reasons)
    const { adjustments } = await read<{ adjustments: { journalId: string }[] }>(operator, '/api/adjustments')
    expect(adjustments.filter(({ journalId }) => journalId === paymentId)).toHaveLength(1)
    const approver = await hands.staff('approver', '/office/corrections')
    const what = t('corrections:give', { amount: Number(correctedYen) })
    await hands.press(approver, t('corrections:approve', { what }))
    await shown(approver, t('corrections:approval'))
    await hands.see(approver, reasons)
    expect(await stands(holder)).toBe(before + Number(correctedYen))

    await operator.page.goto(at('/office/stopped'))
    await hands.fill(operator, t('accounts:stopped.payment'), paymentId)
    await hands.fill(operator, t('accounts:stopped.reason'), why)
    await hands.press(operator, t('accounts:stopped.submit'))
    await shown(operator, t('accounts:stopped.done_stopped'))
    await hands.see(operator, reasons)
    const refused = await holder.context.request.post(`${origin}/api/payments`, {
      data: { merchantId, amountYen: 1 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(refused.status()).toBe(409)
    await ask(approver, `/api/wallets/${purse.walletId}/thawing`, { reason: why })
  })

  it('an officer asks for money, an approver lets it go once, and a resident at the counter has it', async () => {
    const { t } = hands
    const [officer, approver] = [
      await hands.staff('officer', '/office/issue'),
      await hands.staff('approver', '/office/issue'),
    ]
    const reasons = [...(await reasonsWritten(approver)), why]
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
    await hands.see(officer, reasons)
    await approver.page.reload()
    const what = t('office:pots.issue.what', { amount: issueYen })
    await hands.press(approver, t('corrections:approve', { what }))
    await shown(approver, t('office:pots.issue.approved', { amount: issueYen }))
    await hands.see(approver, reasons)
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
    await hands.see(officer, reasons)
    expect([await stands(resident), await potsYen()]).toEqual([before + 40, had + issueYen - 40])
  })

  it('somebody far away gives to a cause once', async () => {
    const { t, at } = hands
    const officer = await hands.staff('officer', '/office/causes')
    const texts = { nameJa: '石橋', nameEn: 'A bridge', purposeJa: '石橋修復', purposeEn: 'For its stones' }
    const cause = locale === 'en' ? texts.nameEn : texts.nameJa
    await ask(officer, '/api/causes', { merchantId, ...texts })
    const giver = await hands.somebody({ purse })
    const before = await stands(giver)
    await giver.page.goto(at('/wallet'))
    await readied(giver)
    await hands.go(giver, t('donations:title'))
    await hands.choose(giver, t('donations:cause'), cause)
    await hands.fill(giver, t('donations:amount'), '35')
    await hands.follow(giver, t('donations:check'))
    await hands.press(giver, t('donations:confirm', { amount: 35 }))
    await giver.page.getByRole('heading', { name: t('donations:receipt.done'), level: 1 }).waitFor()
    await hands.see(giver)
    expect(await stands(giver)).toBe(before - 35)
    await officer.page.reload()
    await hands.press(officer, t('donations:office.end', { name: cause }))
    await shown(officer, t('donations:office.ended', { name: cause }))
  })

  it('a grandchild opens a wallet for somebody without a phone, pays from it once, and is taken away by her paper', async () => {
    const { t, at } = hands
    const family = await hands.somebody({ purse })
    const reader = await hands.somebody()
    const { page } = family
    for (const one of [family, reader]) {
      await one.page.goto(at('/wallet'))
      await readied(one)
    }
    const own = await stands(family)
    const headed = (who: Person, words: string) => who.page.getByRole('heading', { name: words }).waitFor()
    const hers = async (): Promise<number[]> => {
      const { proxies } = await read<{ proxies: { spendableYen: number }[] }>(family, '/api/proxies')
      return proxies.map(({ spendableYen }) => spendableYen)
    }
    await page.goto(at('/wallet/family/open'))
    await hands.fill(family, t('proxies:family.name'), name)
    await hands.press(family, t('proxies:open.submit'))
    await headed(family, t('proxies:open.done_title', { name }))
    await hands.see(family)
    expect(await hers()).toEqual([0])
    const code = (await page.locator('.secret > span').allInnerTexts()).join('-')

    await hands.go(family, t('proxies:open.done_to'))
    await hands.go(family, t('proxies:purse.add', { name }))
    await hands.fill(family, t('proxies:add.amount'), '1000')
    await hands.press(family, t('proxies:add.submit', { name }))
    await page.waitForURL(/\/demonstration\/stripe\/pay\//)
    await tabTo(page, t('standin:cards.succeeds'))
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await headed(family, t('wallet:topup.state.credited'))
    await page.goto(at(`/pay/${encodeURIComponent(region.otherShop.payload)}`))
    await hands.follow(family, t('proxies:whose.of', { name }))
    await hands.fill(family, t('wallet:pay.amount'), '300')
    await hands.follow(family, t('wallet:pay.amount_next'))
    await hands.press(family, t('proxies:whose.confirm', { shop, amount: 300, name }).replaceAll('\n', ' '))
    await page.waitForURL(/\/wallet\/receipts\//)
    await shown(family, t('proxies:receipt.paid_for', { name }))
    await hands.see(family)
    expect([await hers(), await stands(family)]).toEqual([[700], own])

    await reader.page.goto(at('/wallet/owner'))
    await hands.fill(reader, t('proxies:owner.code'), code)
    await hands.press(reader, t('proxies:owner.look'))
    await headed(reader, t('proxies:owner.acts'))
    const proxy = t('proxies:proxy', { number: 1, relation: t('proxies:relation.grandchild') })
    await hands.press(reader, t('proxies:owner.end', { proxy }))
    await shown(reader, t('proxies:owner.end_done'))
    await hands.see(reader)
    expect(await hers()).toEqual([])
  })
})
