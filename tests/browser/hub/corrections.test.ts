import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

describe('a wrong amount is corrected', () => {
  it('by one who proposes it from the records, and another who lets it go; a second one is refused', async () => {
    const t = wordsFor('ja')
    const guest = await purseOwner(region.purses.at(-5)!)
    const paid = await guest.context.request.post('/api/payments', {
      data: { merchantId: region.otherShop.merchantId, amountYen: 800 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    const { paymentId } = (await paid.json()) as { paymentId: string }
    const before = await spendable(guest)

    const operator = await person({ viewport: phone })
    await signIn(operator, 'operator', '/office/records')
    await operator.page
      .locator('tbody tr', { hasText: paymentId })
      .getByRole('link', { name: t('corrections:propose_for') })
      .click()
    expect(await operator.page.getByLabel(t('corrections:journalId')).inputValue()).toBe(paymentId)
    await press(operator, t('corrections:submit'))
    await operator.page.getByText(t('corrections:missing')).first().waitFor()
    await look(operator)
    const propose = async (yen: string) => {
      await operator.page.getByLabel(t('corrections:journalId')).fill(paymentId)
      await operator.page.getByLabel(t('corrections:direction')).selectOption('give')
      await operator.page.getByLabel(t('corrections:amount')).fill(yen)
      await operator.page.getByLabel(t('corrections:reason'), { exact: true }).fill('０がひとつ多い')
      await press(operator, t('corrections:submit'))
    }
    await propose('９００')
    await operator.page.getByText(t('office:refusal.amount_out_of_range', { limitYen: 800 })).waitFor()
    for (const yen of ['７２０', '１０']) {
      await propose(yen)
      await operator.page.getByText(t('corrections:asked')).waitFor()
    }
    // Who proposes does not let go.
    expect(await operator.page.getByText(t('corrections:approve_next')).count()).toBe(0)
    await look(operator)

    const approver = await person({ javaScriptEnabled: false, viewport: phone })
    await signIn(approver, 'approver', '/office/corrections')
    await press(approver, t('corrections:approve', { what: t('corrections:give', { amount: 720 }) }))
    await approver.page.getByText(t('corrections:approval')).waitFor()
    expect(await spendable(guest)).toBe(before + 720)
    const refuse = new RegExp(`${t('corrections:refuse')}.*${t('corrections:give', { amount: 10 })}`)
    await approver.page.getByRole('button', { name: refuse }).click()
    await approver.page.getByText(t('office:refusal.reason_missing')).waitFor()
    await approver.page.getByLabel(t('corrections:decision_reason')).fill('二重の申し出')
    await approver.page.getByRole('button', { name: refuse }).click()
    await approver.page.getByText(t('corrections:refusal')).waitFor()
    expect(await spendable(guest)).toBe(before + 720)
  }, 90_000)

  it('on a page that stands by night, in English, and is nobody’s who has no part in it', async () => {
    const approver = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    await signIn(approver, 'approver', '/en/office/corrections', 'en')
    await look(approver)
    const officer = await person()
    await signIn(officer, 'officer', '/office')
    expect((await officer.page.goto('/office/corrections'))?.status()).toBe(403)
    await look(officer)
  })
})
