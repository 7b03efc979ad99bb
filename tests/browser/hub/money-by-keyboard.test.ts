import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { reasonsWritten } from '../support/chinese.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField, tabTo } from '../support/keyboard.ts'
import { askPast, readPast, stands } from '../support/past-line.ts'
import { goHome, origin, type Person, purseOwner, region, signIn } from '../support/people.ts'

/**
 * What moves money, from the purse to the shops' accounts: by keys alone on a phone's width, over a line that breaks in
 * both ways at each step, in each language in which a purse and a desk are written.
 */
const { merchantId } = region.ownShop
/** At the payment company's pages, which are of another house: its words for a broken line are its own. */
const keys = keysAlone()
const tellers = [
  {
    locale: 'ja',
    purse: region.purses.at(-107)!,
    friendsPurse: region.purses.at(-110)!,
    backYen: 610,
    correctedYen: 25,
    clerk: 'はる子',
    why: '打ち間違い',
  },
  {
    locale: 'en',
    purse: region.purses.at(-108)!,
    friendsPurse: region.purses.at(-111)!,
    backYen: 620,
    correctedYen: 23,
    clerk: 'Keiko',
    why: 'Typed wrongly',
  },
  {
    locale: 'zh-hant',
    purse: region.purses.at(-109)!,
    friendsPurse: region.purses.at(-112)!,
    backYen: 630,
    correctedYen: 24,
    clerk: '惠子',
    why: '輸入錯誤',
  },
] as const

describe.each(tellers)('money by keyboard alone over a breaking line, in $locale', (told) => {
  const { locale, purse, friendsPurse, backYen, correctedYen, clerk, why } = told
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

  const headed = ({ page }: Person, words: string) =>
    page.getByRole('heading', { name: words, exact: true }).waitFor()
  const openWallet = async (whose = purse, path = '/wallet'): Promise<Person> => {
    const visitor = await hands.somebody({ purse: whose })
    await visitor.page.goto(hands.at(path))
    await readied(visitor)
    return visitor
  }

  const pay = async (guest: Person, amountYen: number): Promise<string> =>
    (await askPast<{ paymentId: string }>(guest, '/api/payments', { merchantId, amountYen })).paymentId

  /** To the payment company's page of the one top-up that was opened when nobody heard of it. */
  async function goAndAdd(visitor: Person, method: string, amountYen: number): Promise<void> {
    const { t, at } = hands
    const { page } = visitor
    await page.goto(at('/wallet/add'))
    await hands.fill(visitor, t('wallet:add.own'), String(amountYen))
    await page.keyboard.press('Tab')
    const chosen = () => page.evaluate(() => (document.activeElement as HTMLInputElement).value)
    for (let steps = 0; steps < 5 && (await chosen()) !== method; steps++)
      await page.keyboard.press('ArrowDown')
    await hands.press(visitor, t('wallet:add.submit'))
    await page.waitForURL(line.lostLocation()!)
  }

  it('a visitor adds money by card, in PayPay and with cash at a store, sends to a friend’s address, and has a part back on the card', async () => {
    const { t, at } = hands
    const visitor = await openWallet()
    const { page } = visitor
    const before = await stands(visitor)
    await goAndAdd(visitor, 'card', 1_000)
    // The cards are one group: the next one down is the one that asks who pays.
    await tabTo(page, t('standin:cards.succeeds'))
    await page.keyboard.press('ArrowDown')
    await keys.press(visitor, t('standin:pay.submit', { amount: '1,000' }))
    await keys.press(visitor, t('standin:challenge.approve'))
    await headed(visitor, t('wallet:topup.state.credited'))
    await hands.see(visitor)
    await goAndAdd(visitor, 'paypay', 1_100)
    await keys.press(visitor, t('standin:paypay.submit'))
    await keys.press(visitor, t('standin:challenge.approve'))
    await headed(visitor, t('wallet:topup.state.credited'))
    await goAndAdd(visitor, 'konbini', 1_200)
    await keys.press(visitor, t('standin:store.submit'))
    await headed(visitor, t('standin:voucher.waiting'))
    await keys.press(visitor, t('standin:voucher.pay'))
    await headed(visitor, t('standin:voucher.paid'))
    await keys.go(visitor, t('standin:closed.back'))
    await headed(visitor, t('wallet:topup.state.credited'))
    expect(await stands(visitor)).toBe(before + 3_300)

    const friend = await openWallet(friendsPurse, '/wallet/receive')
    const friendHad = await stands(friend)
    await hands.press(friend, t('transfers:receive.make'))
    const address = (await friend.page.locator('[data-address] span').allInnerTexts()).join('-')
    await hands.see(friend)
    await page.goto(at('/wallet/send'))
    await hands.fill(visitor, t('transfers:send.to'), address)
    await hands.fill(visitor, t('transfers:send.amount'), '120')
    await hands.follow(visitor, t('transfers:send.check'))
    await hands.press(visitor, t('transfers:send.confirm', { amount: 120 }))
    await headed(visitor, t('transfers:receipt.done'))
    await hands.see(visitor)
    expect([await stands(visitor), await stands(friend)]).toEqual([before + 3_180, friendHad + 120])

    await page.goto(at('/wallet/repayments'))
    await comeToField(page, t('repayments:reason'))
    await chooseByKeys(page, t('repayments:reasons.leaving_japan'))
    await hands.fill(visitor, t('repayments:amount'), String(backYen))
    await hands.press(visitor, t('repayments:submit'))
    await shown(visitor, t('repayments:state.waiting_card'))
    await hands.see(visitor)
    const approver = await hands.staff('approver', '/office/repayments')
    await hands.press(approver, t('repayments:office.grant_card', { amount: backYen }))
    await shown(approver, t('repayments:office.granted_card', { amount: backYen }))
    await hands.see(approver)
    expect(await stands(visitor)).toBe(before + 3_180 - backYen)
    const { repayments } = await readPast<{ repayments: { amountYen: number }[] }>(visitor, '/api/repayments')
    expect(repayments.map(({ amountYen }) => amountYen)).toEqual([backYen])
  })

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
    await hands.see(visitor)
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

  it('a shopkeeper gives a part back, takes what was set aside or gives it up, and makes and cancels a code with an amount, once each', async () => {
    const { t, at } = hands
    const guest = await purseOwner(purse)
    const paymentId = await pay(guest, 41)
    const before = await stands(guest)
    const owner = await hands.staff('owner', `/shop?shop=${merchantId}`)
    await hands.follow(owner, t('shop:till.to_amount'))
    await hands.fill(owner, t('shop:amount.label'), '33')
    await hands.follow(owner, t('shop:amount.submit'))
    await owner.page.getByRole('main').getByText(t('shop:amount.show')).waitFor()
    await hands.see(owner)
    await hands.press(owner, t('shop:amount.cancel'))
    await shown(owner, t('shop:amount.withdrawn', { amount: 33 }))
    await hands.see(owner)

    await owner.page.goto(at(`/shop/payments/${paymentId}`))
    await hands.fill(owner, t('shop:refund.part_amount'), '11')
    await hands.press(owner, t('shop:refund.submit_part'))
    await shown(owner, t('shop:refund.done', { amount: 11 }))
    await hands.see(owner)
    expect(await stands(guest)).toBe(before + 11)

    const endsAt = Date.now() + 72_000_000
    await askPast(guest, '/api/holds', { merchantId, amountYen: 25, endsAt })
    await owner.page.goto(at('/shop/holds'))
    await hands.fill(owner, t('holds:amount'), '20')
    await hands.press(owner, t('holds:capture'))
    await shown(owner, t('holds:captured_done', { amount: 20 }))
    await hands.see(owner)
    expect(await stands(guest)).toBe(before - 9)

    await askPast(guest, '/api/holds', { merchantId, amountYen: 15, endsAt })
    expect(await stands(guest)).toBe(before - 24)
    await owner.page.goto(at('/shop/holds'))
    await hands.press(owner, t('holds:void'))
    await shown(owner, t('holds:voided_done'))
    await hands.see(owner)
    expect(await stands(guest)).toBe(before - 9)
  })

  it('a guest shows a code, and a clerk who came with a PIN takes it and gives back, once each', async () => {
    const { t, at } = hands
    const till = await hands.somebody()
    await signIn(till, 'owner', at('/shop'), locale)
    await readied(till)
    const { page, context } = till
    const ownersCookies = await context.cookies()
    const staff = `/api/merchants/${merchantId}`
    const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 100, refundDayYenMax: 150 }
    const hired = { name: clerk, pin: '2580', ...rights }
    const { clerkId } = await askPast<{ clerkId: string }>(till, `${staff}/clerks`, hired)
    const { deviceId } = await askPast<{ deviceId: string }>(till, `${staff}/tills`, { name: clerk })
    for (const { name } of ownersCookies) await context.clearCookies({ name })
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

    const guest = await openWallet()
    const before = await stands(guest)
    await guest.page.goto(at('/wallet/show'))
    await hands.press(guest, t('charges:show.make'))
    const code = (await guest.page.locator('[data-letters]').innerText()).replaceAll(/\s/g, '')
    await hands.follow(till, t('tills:here.scan'))
    await hands.fill(till, t('charges:till.amount'), '70')
    await hands.follow(till, t('charges:till.next'))
    await hands.fill(till, t('charges:till.code'), code)
    await hands.press(till, t('charges:till.confirm', { amount: 70 }))
    await page.locator('.paid').waitFor()
    await hands.see(till, [clerk])
    expect(await stands(guest)).toBe(before - 70)

    await page.goto(at(`/shop/payments/${await pay(guest, 60)}`))
    await hands.press(till, t('shop:refund.submit_whole', { amount: 60 }))
    await shown(till, t('shop:refund.done', { amount: 60 }))
    await hands.see(till, [clerk])
    expect(await stands(guest)).toBe(before - 70)

    // The owner's list of people and tills stays as short as it was for the stories that come after.
    await page.goto('about:blank')
    await context.clearCookies()
    await context.addCookies(ownersCookies)
    for (const one of [`clerks/${clerkId}`, `tills/${deviceId}`]) {
      const ended = await context.request.post(`${origin}${staff}/${one}/end`, {
        data: {},
        headers: { origin },
      })
      expect([one, ended.status()]).toEqual([one, 204])
    }
  })

  it('an operator proposes a correction, an approver lets it go, and a lost wallet is stopped and let go, once each', async () => {
    const { t, at } = hands
    const holder = await purseOwner(purse)
    const paymentId = await pay(holder, 60)
    const before = await stands(holder)
    const operator = await hands.staff('operator', '/office/corrections')
    await hands.fill(operator, t('corrections:journalId'), paymentId)
    await hands.choose(operator, t('corrections:direction'), t('corrections:direction_give'))
    await hands.fill(operator, t('corrections:amount'), String(correctedYen))
    await hands.fill(operator, t('corrections:reason'), why)
    await hands.press(operator, t('corrections:submit'))
    await shown(operator, t('corrections:asked'))
    // Other stories wrote down reasons of their own.
    const reasons = await reasonsWritten(operator)
    await hands.see(operator, reasons)
    const { adjustments } = await readPast<{ adjustments: { journalId: string }[] }>(
      operator,
      '/api/adjustments',
    )
    expect(adjustments.filter(({ journalId }) => journalId === paymentId)).toHaveLength(1)
    const approver = await hands.staff('approver', '/office/corrections')
    const what = t('corrections:give', { amount: correctedYen })
    await hands.press(approver, t('corrections:approve', { what }))
    await shown(approver, t('corrections:approval'))
    await hands.see(approver, reasons)
    expect(await stands(holder)).toBe(before + correctedYen)

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
    await approver.page.goto(at('/office/stopped'))
    await hands.fill(approver, t('accounts:stopped.thaw_reason'), why)
    await hands.press(approver, t('accounts:stopped.thaw'))
    await shown(approver, t('accounts:stopped.done_thawed'))
    await hands.see(approver, reasons)
    await pay(holder, 1)
  })

  it('an approver pays the shops what they are owed, once', async () => {
    const { t } = hands
    await pay(await purseOwner(purse), 50)
    const approver = await hands.staff('approver', '/office/settlement')
    const { page } = approver
    await hands.follow(approver, t('office:settlement.close_now'))
    await page.waitForURL(/close=now/)
    await hands.see(approver)
    const preview = (cutOffAt: number | string) =>
      readPast<{ totalYen: number; payouts: unknown[] }>(
        approver,
        `/api/settlements/preview?cutOffAt=${cutOffAt}`,
      )
    type Settlement = { id: string; totalYen: number }
    const all = () => readPast<{ settlements: Settlement[] }>(approver, '/api/settlements')
    const { settlements: earlier } = await all()
    const { totalYen } = await preview(await page.locator('form.approve [name=cutOffAt]').inputValue())
    expect(totalYen).toBeGreaterThan(0)
    await hands.press(approver, (await page.locator('form.approve button').innerText()).trim())
    await page.waitForURL(/[?&]paid/)
    await hands.see(approver)
    const { settlements } = await all()
    const paid = settlements.filter(({ id }) => earlier.every((one) => one.id !== id))
    expect(paid).toMatchObject([{ totalYen }])
    expect(await preview(Date.now())).toMatchObject({ totalYen: 0, payouts: [] })
  })
})
