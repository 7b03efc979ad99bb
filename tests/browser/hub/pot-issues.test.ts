import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('ja')
const what = (amount: number): string => t('office:pots.issue.what', { amount })

async function potBalances({ context }: Person): Promise<number> {
  const answer = await context.request.get('/api/pots')
  const { pots } = (await answer.json()) as { pots: { balanceYen: number }[] }
  return pots.reduce((sum, { balanceYen }) => sum + balanceYen, 0)
}

it('money for a pot is asked for by one person and issued, or not, by another', async () => {
  const officer = await person({ viewport: phone })
  await signIn(officer, 'officer', '/office/issue')
  const before = await potBalances(officer)
  const ask = async (yen: string) => {
    await officer.page.getByLabel(t('office:pots.issue.pot')).selectOption({ index: 1 })
    await officer.page.getByLabel(t('office:pots.issue.amount')).fill(yen)
    await officer.page.getByLabel(t('office:pots.issue.reason')).fill('秋の応援の予算')
    await press(officer, t('office:pots.issue.submit'))
    await officer.page.getByText(t('office:pots.issue.asked')).waitFor()
  }
  await ask('１２００')
  await ask('３４０')
  // Who asks does not approve, and asking moves nothing.
  expect(await officer.page.getByText(t('office:pots.issue.approve_next')).count()).toBe(0)
  expect(await potBalances(officer)).toBe(before)
  await look(officer)

  const approver = await person({ javaScriptEnabled: false, viewport: phone, colorScheme: 'dark' })
  await signIn(approver, 'approver', '/office/issue')
  // The same person's other tab still shows what is decided here.
  const late = await person({ viewport: phone })
  await signIn(late, 'approver', '/office/issue')
  await press(approver, t('corrections:approve', { what: what(1_200) }))
  await approver.page.getByText(t('office:pots.issue.approved', { amount: 1_200 })).waitFor()
  await press(late, t('corrections:approve', { what: what(1_200) }))
  await late.page.getByText(t('office:pots.issue.approved', { amount: 1_200 })).waitFor()
  expect(await potBalances(officer)).toBe(before + 1_200)

  const refuse = new RegExp(`${t('corrections:refuse')}.*${what(340)}`)
  await press(approver, refuse)
  await approver.page.getByText(t('office:refusal.reason_missing')).waitFor()
  await approver.page.getByLabel(t('corrections:decision_reason')).fill('今月は頼みすぎです')
  await press(approver, refuse)
  await approver.page.getByText(t('office:pots.issue.refused')).waitFor()
  expect(await potBalances(officer)).toBe(before + 1_200)
}, 90_000)
