import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { reasonsWritten } from '../support/chinese.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField, tabTo } from '../support/keyboard.ts'
import { askPast, readPast, stands } from '../support/past-line.ts'
import { goHome, origin, type Person, purseOwner, region } from '../support/people.ts'

/**
 * What is given, in the languages in which its longer walks are not told: without a mouse, on a phone's width, over a line
 * that breaks in both ways. What the keys find is what is written there.
 */
const tellers = [
  {
    locale: 'en',
    purse: region.purses.at(-96)!,
    issueYen: 511,
    name: 'Grandmother',
    why: 'Support in autumn',
  },
  {
    locale: 'zh-hant',
    purse: region.purses.at(-97)!,
    issueYen: 512,
    name: '奶奶',
    why: '秋季補助',
  },
] as const

describe.each(tellers)('gifts by keyboard alone over a breaking line, in $locale', (told) => {
  const { locale, purse, issueYen, name, why } = told
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

  it('an officer asks for money, an approver lets it go once, and a resident at the counter has it', async () => {
    const { t } = hands
    const [officer, approver] = [
      await hands.staff('officer', '/office/issue'),
      await hands.staff('approver', '/office/issue'),
    ]
    const reasons = [...(await reasonsWritten(approver)), why]
    const potsYen = async (): Promise<number> => {
      const { pots } = await readPast<{ pots: { balanceYen: number }[] }>(officer, '/api/pots')
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
    const { address } = await askPast<{ address: string }>(resident, '/api/wallets/me/address', {})
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
      const { proxies } = await readPast<{ proxies: { spendableYen: number }[] }>(family, '/api/proxies')
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
