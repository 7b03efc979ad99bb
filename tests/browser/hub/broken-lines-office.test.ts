import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import {
  button,
  goThrough,
  type Line,
  openLine,
  pressInVain,
  pressThrough,
  readied,
  sendAgain,
  shown,
} from '../support/broken-line.ts'
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

/** What an office puts right after a day, while the line breaks at each step of it. */
const t = wordsFor('ja')
const { merchantId } = region.ownShop

let line: Line

beforeAll(async () => {
  line = await openLine()
})
afterAll(() => line.close())
afterEach(async () => {
  line.mend()
  await goHome(/ERR_|Failed to load/)
})

const comeIn = async (name: string, path: string): Promise<Person> => {
  const who = await person({ baseURL: line.origin, viewport: phone })
  await signIn(who, name, path)
  await readied(who)
  return who
}

/** The hub is asked past the line: what it holds is what counts. */
const read = async <Answer>({ context }: Person, path: string): Promise<Answer> =>
  (await (await context.request.get(`${origin}${path}`)).json()) as Answer

async function pay(guest: Person, amountYen: number): Promise<string> {
  const paid = await guest.context.request.post('/api/payments', {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

it('an operator proposes a correction, and an approver lets it go before the operator has heard', async () => {
  const guest = await purseOwner(region.purses.at(-71)!)
  const journalId = await pay(guest, 90)
  const before = await spendable(guest)
  const [operator, approver] = [
    await comeIn('operator', '/office/corrections'),
    await comeIn('approver', '/office/corrections'),
  ]
  type Proposal = { journalId: string; decision: { approved: boolean; reason: string } | null }
  const proposals = async () => {
    const { adjustments } = await read<{ adjustments: Proposal[] }>(approver, '/api/adjustments')
    return adjustments.filter((one) => one.journalId === journalId)
  }
  const propose = async (amountYen: number) => {
    const { page } = operator
    await page.goto(`/office/corrections?journalId=${journalId}`)
    await page.getByLabel(t('corrections:direction')).selectOption('give')
    await page.getByLabel(t('corrections:amount')).fill(String(amountYen))
    await page.getByLabel(t('corrections:reason'), { exact: true }).fill('０がひとつ多い')
    await pressInVain(line, operator, button(operator, t('corrections:submit')))
  }
  // All of the payment: what was let go could not be proposed anew.
  await propose(90)
  const what = t('corrections:give', { amount: 90 })
  await approver.page.reload()
  await pressThrough(line, approver, button(approver, t('corrections:approve', { what })))
  await shown(approver, t('corrections:approval'))
  await look(approver)
  expect(await spendable(guest)).toBe(before + 90)
  await sendAgain(line, operator)
  await shown(operator, t('corrections:asked'))
  expect(await proposals()).toHaveLength(1)
  expect(await spendable(guest)).toBe(before + 90)

  const other = await pay(guest, 40)
  await operator.page.goto(`/office/corrections?journalId=${other}`)
  await operator.page.getByLabel(t('corrections:direction')).selectOption('give')
  await operator.page.getByLabel(t('corrections:amount')).fill('7')
  await operator.page.getByLabel(t('corrections:reason'), { exact: true }).fill('二重')
  await button(operator, t('corrections:submit')).click()
  await shown(operator, t('corrections:asked'))
  await approver.page.reload()
  await approver.page.getByLabel(t('corrections:decision_reason')).fill('正しい支払い')
  await pressThrough(line, approver, approver.page.locator('button[value="refusal"]').first())
  await shown(approver, t('corrections:refusal'))
  const { adjustments } = await read<{ adjustments: Proposal[] }>(approver, '/api/adjustments')
  const decided = adjustments.find((one) => one.journalId === other)
  expect(decided?.decision).toMatchObject({ approved: false, reason: '正しい支払い' })
  expect(await spendable(guest)).toBe(before + 50)
})

it('an operator enters a transfer that came back, its shop says where to, and it is owed once', async () => {
  await pay(await purseOwner(region.purses.at(-72)!), 80)
  const approver = await person({ viewport: phone })
  await signIn(approver, 'approver', '/office/settlement?close=now')
  await approver.page.locator('form.approve button').click()
  await approver.page.waitForURL(/settlement\/.+\?paid/)
  const path = new URL(approver.page.url()).pathname

  const operator = await comeIn('operator', path)
  const row = operator.page.locator('tbody tr', { hasText: region.ownShop.nameJa })
  await row.locator('summary').click()
  await row.getByLabel(t('office:settlement.enter_return_reason')).fill('該当口座無')
  await pressThrough(line, operator, row.getByRole('button'))
  await shown(operator, t('office:settlement.returned'))
  await look(operator)
  type Payout = { merchantId: string; amountYen: number; returned: { reason: string } | null }
  const settled = await read<{ returnedYen: number; payouts: Payout[] }>(
    operator,
    path.replace('/office/settlement', '/api/settlements'),
  )
  const back = settled.payouts.filter(({ returned }) => returned !== null)
  expect(back).toMatchObject([{ amountYen: settled.returnedYen, returned: { reason: '該当口座無' } }])

  const owner = await comeIn('owner', `/shop/bank-account?shop=${merchantId}`)
  await pressThrough(line, owner, button(owner, t('shop:bank_account.submit')))
  await shown(owner, t('shop:bank_account.done'))
  await look(owner)
  const next = await read<{ payouts: Payout[] }>(approver, `/api/settlements/preview?cutOffAt=${Date.now()}`)
  expect(next.payouts.map(({ amountYen }) => amountYen)).toEqual([settled.returnedYen])

  // What only reads is opened again where it was wanted.
  await operator.page.goto('/office')
  await goThrough(line, operator, operator.page.getByRole('link', { name: t('office:base_dates.to') }))
  await operator.page.getByRole('heading', { name: t('office:base_dates.title'), level: 1 }).waitFor()
  await shown(operator, t('office:base_dates.unused'))
  await look(operator)
})
