import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { readToo } from '../support/chinese.ts'
import { openClockHub } from '../support/clock-hub.ts'
import { goHome, type Person, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const minuteMs = 60_000
const addedYen = 3_000
const began = systemClock.now()

let world: Awaited<ReturnType<typeof openClockHub>>
let purses = 0
beforeAll(async () => {
  world = await openClockHub(began, 5, 1_000)
}, 120_000)
afterAll(() => world.close())
beforeEach(() => {
  world.clock.at = began
  world.line.isUp = true
  return world.arm('delay', 0, 0)
})
/** A hub that cannot reach the card company says so with a status that browsers call an error. */
afterEach(() => goHome(/^50[234] |status of 50[234]/))

const headed = ({ page }: Person, words: string) => page.getByRole('heading', { name: words }).waitFor()

/** Somebody before the card company's page; a purse of their own holds 1,000 yen. */
async function goAndAdd(): Promise<Person> {
  const visitor = await world.holder(purses++, { viewport: phone })
  await visitor.page.goto('/wallet/add')
  await visitor.page.getByLabel(t('wallet:yen', { amount: addedYen }), { exact: true }).check()
  await press(visitor, t('wallet:add.submit'))
  await headed(visitor, t('standin:pay.title'))
  return visitor
}

async function payWith(visitor: Person, card: string): Promise<void> {
  await visitor.page.getByLabel(t(`standin:cards.${card}`)).check()
  await press(visitor, t('standin:pay.submit', { amount: '3,000' }))
}

describe('a card that does not pay at once', () => {
  it('is declined: the purse says that nothing moved and why, and another card pays', async () => {
    const visitor = await goAndAdd()
    const { page } = visitor
    await payWith(visitor, 'insufficient')
    await page.getByText(t('standin:declines.insufficient_funds')).waitFor()
    await look(visitor)
    await page.getByRole('link', { name: t('standin:pay.cancel') }).click()
    await headed(visitor, t('wallet:topup.state.failed_card'))
    await page.getByText(t('wallet:topup.reason.insufficient_funds')).waitFor()
    await page.getByText(t('wallet:topup.text.failed_card')).waitFor()
    await look(visitor)
    await readToo(visitor)
    expect(await spendable(visitor)).toBe(1_000)
    await page.getByRole('link', { name: t('wallet:topup.go_on') }).click()
    await payWith(visitor, 'succeeds')
    await headed(visitor, t('wallet:topup.state.credited'))
    expect(await spendable(visitor)).toBe(1_000 + addedYen)
  })

  it('waits for its bank: the money is not there yet, the page says so, and tells by itself when it is', async () => {
    const visitor = await goAndAdd()
    await world.arm('slow_bank', 30 * minuteMs)
    await payWith(visitor, 'succeeds')
    await headed(visitor, t('wallet:topup.state.waiting'))
    await visitor.page.getByText(t('wallet:topup.text.waiting')).waitFor()
    await look(visitor)
    await readToo(visitor)
    expect(await spendable(visitor)).toBe(1_000)
    world.clock.at = began + 31 * minuteMs
    await world.companyTurn()
    await headed(visitor, t('wallet:topup.state.credited'))
    await look(visitor)
    expect(await spendable(visitor)).toBe(1_000 + addedYen)
  })

  it('was paid and the company’s word is late: the page waits for it, and counts nothing before', async () => {
    const visitor = await goAndAdd()
    // Everything that the company has to tell of it.
    await world.arm('delay', 10 * minuteMs, 9)
    await payWith(visitor, 'succeeds')
    await headed(visitor, t('wallet:topup.state.returned'))
    await look(visitor)
    await readToo(visitor)
    expect(await spendable(visitor)).toBe(1_000)
    world.clock.at = began + 11 * minuteMs
    await world.companyTurn()
    await headed(visitor, t('wallet:topup.state.credited'))
    expect(await spendable(visitor)).toBe(1_000 + addedYen)
  })

  it('is never heard of: the purse says what it does not know, until the company says that it ended', async () => {
    const visitor = await goAndAdd()
    const { page } = visitor
    await page.getByRole('link', { name: t('standin:pay.cancel') }).click()
    await headed(visitor, t('wallet:topup.state.opened'))
    world.clock.at = began + 26 * 60 * minuteMs
    await page.reload()
    await headed(visitor, t('wallet:topup.state.unheard'))
    await page.getByText(t('wallet:topup.text.unheard')).waitFor()
    await look(visitor)
    await readToo(visitor)
    await world.companyTurn()
    await page.reload()
    await headed(visitor, t('wallet:topup.state.expired'))
    await look(visitor)
    await readToo(visitor)
    expect(await spendable(visitor)).toBe(1_000)
  })

  it('cannot be asked for while the company does not answer: it is said, what was chosen stays, and the same press works later', async () => {
    const visitor = await world.holder(purses++, { viewport: phone })
    const { page } = visitor
    await page.goto('/wallet/add')
    await page.getByLabel(t('wallet:add.own')).fill('4000')
    world.line.isUp = false
    await press(visitor, t('wallet:add.submit'))
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByLabel(t('wallet:add.own')).inputValue()).toBe('4000')
    await look(visitor)
    expect(await spendable(visitor)).toBe(1_000)
    world.line.isUp = true
    await press(visitor, t('wallet:add.submit'))
    await headed(visitor, t('standin:pay.title'))
  })
})
