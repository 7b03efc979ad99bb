import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDemonstrationPerson, demonstrationStaff } from '../../../api/identity/index.ts'
import { systemClock } from '../../../api/platform/clock.ts'
import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { read, readToo } from '../support/chinese.ts'
import { openClockHub } from '../support/clock-hub.ts'
import { goHome, person, type Person, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

const t = wordsFor('en')
const english = { locale: 'en-GB', viewport: phone }
const giftYen = 1_000
const addedYen = 3_000

let world: Awaited<ReturnType<typeof openClockHub>>
beforeAll(async () => {
  world = await openClockHub(systemClock.now(), 1, giftYen)
  for (const one of demonstrationStaff) await addDemonstrationPerson(world.hub.identity, 'demonstration', one)
}, 120_000)
afterAll(() => world.close())
afterEach(() => goHome())

const reads = ({ page }: Person, words: string) => page.getByText(words, { exact: true }).first().waitFor()
/** The hub asks the card company for what left for cards. */
const askCompany = () => world.hub.jobs.find(({ name }) => name === 'card-refunds')!.run()

/** Asks for so much of it on the card, and the office lets it go, in this language. */
async function askAndLetGo(
  visitor: Person,
  approver: Person,
  { amountYen, locale }: { amountYen: number; locale: Locale },
): Promise<void> {
  const words = wordsFor(locale)
  const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
  const see = locale === 'zh-hant' ? read : look
  await visitor.page.goto(at('/wallet/repayments'))
  await visitor.page.getByLabel(words('repayments:reason')).selectOption('leaving_japan')
  await visitor.page.getByLabel(words('repayments:amount')).fill(String(amountYen))
  await press(visitor, words('repayments:submit'))
  await reads(visitor, words('repayments:state.waiting_card'))
  await see(visitor)
  await approver.page.goto(at('/office/repayments'))
  await press(approver, words('repayments:office.grant_card', { amount: amountYen }))
  await reads(approver, words('repayments:office.granted_card', { amount: amountYen }))
  await see(approver)
}

describe('a visitor who leaves Japan, who reads one language or another on a phone,', () => {
  it('has the rest back on the card; what the card does not take stands in the wallet again', async () => {
    const visitor = await world.holder(0, english)
    const { page } = visitor
    await page.goto('/en/wallet/add')
    await page.getByLabel(t('wallet:yen', { amount: addedYen }), { exact: true }).check()
    await press(visitor, t('wallet:add.submit'))
    await page.getByLabel(t('standin:cards.succeeds')).check()
    await press(visitor, t('standin:pay.submit', { amount: '3,000' }))
    await page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
    const approver = await person({ ...english, baseURL: new URL(page.url()).origin })
    await signIn(approver, 'approver', '/en/office/repayments', 'en')

    // What no card added comes as cash alone, and the page says so before anybody asks.
    await page.goto('/en/wallet/repayments')
    await reads(visitor, t('repayments:repayable_card', { amount: giftYen + addedYen, card: addedYen }))
    await page.getByLabel(t('repayments:reason')).selectOption('leaving_japan')
    await page.getByLabel(t('repayments:amount')).fill(String(addedYen + 1))
    await press(visitor, t('repayments:submit'))
    await reads(visitor, t('repayments:short_card', { amount: addedYen }))
    await look(visitor)

    await askAndLetGo(visitor, approver, { amountYen: 2_000, locale: 'zh-hant' })
    expect(await spendable(visitor)).toBe(2_000)
    await page.goto('/en/wallet/repayments')
    await reads(visitor, t('repayments:cards.underWayYen', { amount: 2_000 }))
    await askCompany()
    await page.reload()
    await reads(visitor, t('repayments:cards.arrivedYen', { amount: 2_000 }))

    await askAndLetGo(visitor, approver, { amountYen: 500, locale: 'ja' })
    await askCompany()
    await world.cardSendsBack()
    await page.goto('/en/wallet/repayments')
    await reads(visitor, t('repayments:cards.returnedYen', { amount: 500 }))
    expect(await spendable(visitor)).toBe(2_000)
    await look(visitor)
    await readToo(visitor)
    await approver.page.goto('/en/office/repayments')
    await reads(approver, t('repayments:office.cards.arrivedYen', { amount: 2_000 }))
    await reads(approver, t('repayments:office.cards.returnedYen', { amount: 500 }))
    await look(approver)
    await readToo(approver)
  }, 120_000)
})
