import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readToo } from '../support/chinese.ts'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import {
  chooseByKeys,
  comeToField,
  fillByKeys,
  standsOn,
  tabBackTo,
  tabTo,
  typeAnew,
} from '../support/keyboard.ts'
import { goHome, origin, type Person, purseOwner, region, spendable } from '../support/people.ts'
import { look } from '../support/phone.ts'

/**
 * What is asked of the office and done there, without a mouse and without touching the screen, on a phone's width: what is
 * wrong by keys alone, and what counts also while the line breaks, so that it is sent three times and done once.
 */
const t = wordsFor('ja')
const keys = keysAlone()
const { merchantId } = region.ownShop

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

const ask = ({ context }: Person, path: string, data: object) =>
  context.request.post(`${origin}${path}`, {
    data,
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })

const pay = (guest: Person, amountYen: number) => ask(guest, '/api/payments', { merchantId, amountYen })

/** What is in all pots together. */
async function potsYen(officer: Person): Promise<number> {
  const { pots } = await read<{ pots: { balanceYen: number }[] }>(officer, '/api/pots')
  return pots.reduce((sum, { balanceYen }) => sum + balanceYen, 0)
}

it('an officer asks for money, an approver lets it go, and a guest at the counter has it', async () => {
  const officer = await hands.staff('officer', '/office/issue')
  const had = await potsYen(officer)
  await keys.press(officer, t('office:pots.issue.submit'))
  await standsOn(officer.page, t('office:pots.issue.pot'))
  // What has the focus is left and come back to.
  await tabTo(officer.page, t('office:pots.issue.amount'))
  await tabBackTo(officer.page, t('office:pots.issue.pot'))
  await officer.page.keyboard.press('ArrowDown')
  await hands.fill(officer, t('office:pots.issue.amount'), '510')
  await hands.fill(officer, t('office:pots.issue.reason'), '秋の応援の予算')
  await hands.press(officer, t('office:pots.issue.submit'))
  await shown(officer, t('office:pots.issue.asked'))
  await look(officer)

  const approver = await hands.staff('approver', '/office/issue')
  const approve = t('corrections:approve', { what: t('office:pots.issue.what', { amount: 510 }) })
  await hands.fill(approver, t('corrections:decision_reason'), '確かめました')
  // Several buttons do different things: Enter in the field before them does none.
  await approver.page.keyboard.press('Enter')
  expect(await approver.page.getByRole('button', { name: approve }).count()).toBe(1)
  await hands.press(approver, approve)
  await shown(approver, t('office:pots.issue.approved', { amount: 510 }))
  await look(approver)
  expect(await potsYen(officer)).toBe(had + 510)

  // Somebody without a phone of their own: an address on paper, and the desk.
  const resident = await purseOwner(region.purses.at(-59)!)
  const made = await ask(resident, '/api/wallets/me/address', {})
  const { address } = (await made.json()) as { address: string }
  const before = await spendable(resident)
  const { page } = officer
  await page.goto('/office/give')
  await comeToField(page, t('office:pots.issue.pot'))
  await chooseByKeys(page)
  await hands.fill(officer, t('office:give.address'), address)
  await hands.fill(officer, t('office:pots.issue.amount'), '40')
  await keys.press(officer, t('office:give.submit'))
  await standsOn(page, t('office:pots.issue.reason'))
  await look(officer)
  await typeAnew(page, '秋の宿泊応援')
  await hands.press(officer, t('office:give.submit'))
  await page.getByRole('status').first().waitFor()
  expect([await spendable(resident), await potsYen(officer)]).toEqual([before + 40, had + 470])
})

it('an operator stops a lost wallet, an approver lets it go, and its own phone stops it', async () => {
  const holder = await hands.somebody({ purse: region.purses.at(-60)! })
  const { paymentId } = (await (await pay(holder, 21)).json()) as { paymentId: string }
  const operator = await hands.staff('operator', '/office/stopped')
  await keys.press(operator, t('accounts:stopped.submit'))
  await standsOn(operator.page, t('accounts:stopped.reason'))
  await typeAnew(operator.page, '電話で本人から届け出')
  await tabBackTo(operator.page, t('accounts:stopped.payment'))
  await typeAnew(operator.page, paymentId)
  await hands.press(operator, t('accounts:stopped.submit'))
  await shown(operator, t('accounts:stopped.done_stopped'))
  await look(operator)
  expect((await pay(holder, 1)).status()).toBe(409)
  const approver = await hands.staff('approver', '/office/stopped')
  await hands.fill(approver, t('accounts:stopped.thaw_reason'), '窓口で本人と確かめた')
  await hands.press(approver, t('accounts:stopped.thaw'))
  await shown(approver, t('accounts:stopped.done_thawed'))
  expect((await pay(holder, 1)).status()).toBe(201)

  await holder.page.goto('/wallet/stop')
  await readied(holder)
  await readToo(holder)
  await hands.press(holder, t('wallet:stopping.now'))
  await shown(holder, t('wallet:stopping.stopped'))
  await look(holder)
  await readToo(holder)
  expect((await pay(holder, 1)).status()).toBe(409)
})

it('somebody far away gives to a cause that an officer registered', async () => {
  const officer = await hands.staff('officer', '/office/causes')
  await comeToField(officer.page, t('donations:office.merchantId'))
  await chooseByKeys(officer.page)
  const texts = {
    nameJa: '鍵盤の屋根',
    nameEn: 'A roof',
    purposeJa: '葺きかえに使います',
    purposeEn: 'For new thatch',
  }
  for (const [name, text] of Object.entries(texts))
    await hands.fill(officer, t(`donations:office.${name}`), text)
  await hands.press(officer, t('donations:office.submit'))
  await shown(officer, t('donations:office.registered', { name: texts.nameJa }))
  await look(officer)

  const giver = await hands.somebody({ purse: region.purses.at(-61)! })
  const { page } = giver
  await page.goto('/wallet')
  await readied(giver)
  const before = await spendable(giver)
  await keys.go(giver, t('donations:title'))
  await page.getByRole('heading', { name: t('donations:title'), exact: true }).waitFor()
  await keys.press(giver, t('donations:check'))
  await standsOn(page, t('donations:cause'))
  await chooseByKeys(page, texts.nameJa)
  await fillByKeys(page, t('donations:amount'), 'いくらか')
  await keys.press(giver, t('donations:check'))
  await standsOn(page, t('donations:amount'))
  await look(giver)
  await typeAnew(page, '30')
  await keys.press(giver, t('donations:check'))
  await page.getByRole('heading', { name: t('donations:check_title'), exact: true }).waitFor()
  await hands.press(giver, t('donations:confirm', { amount: 30 }))
  await page.getByRole('heading', { name: t('donations:receipt.done'), exact: true }).waitFor()
  await look(giver)
  expect(await spendable(giver)).toBe(before - 30)
  await hands.press(officer, t('donations:office.end', { name: texts.nameJa }))
  await shown(officer, t('donations:office.ended', { name: texts.nameJa }))
})

it('a visitor asks for the rest back, and an approver hands it out; what is declined stays in the wallet', async () => {
  const visitor = await hands.somebody({ purse: region.purses.at(-70)! })
  const { page } = visitor
  await page.goto('/wallet')
  await readied(visitor)
  const before = await spendable(visitor)
  const askFor = async (amountYen: number) => {
    await comeToField(page, t('repayments:reason'))
    await chooseByKeys(page, t('repayments:reasons.leaving_japan'))
    await hands.fill(visitor, t('repayments:amount'), String(amountYen))
    await hands.press(visitor, t('repayments:submit'))
    await shown(visitor, t('repayments:asked'))
  }
  await page.goto('/wallet/repayments')
  await keys.press(visitor, t('repayments:submit'))
  await standsOn(page, t('repayments:reason'))
  await askFor(61)
  await look(visitor)
  expect(await spendable(visitor)).toBe(before)
  const approver = await hands.staff('approver', '/office/repayments')
  await hands.press(approver, t('repayments:office.grant', { amount: 61 }))
  await shown(approver, t('repayments:office.granted', { amount: 61 }))
  await look(approver)
  expect(await spendable(visitor)).toBe(before - 61)

  await page.goto('/wallet/repayments')
  await askFor(23)
  await approver.page.goto('/office/repayments')
  await hands.press(approver, t('repayments:office.decline'))
  await shown(approver, t('repayments:office.declined'))
  expect(await spendable(visitor)).toBe(before - 61)
  const { repayments } = await read<{ repayments: { amountYen: number }[] }>(visitor, '/api/repayments')
  expect(repayments.map(({ amountYen }) => amountYen).toSorted((a, b) => a - b)).toEqual([23, 61])
})
