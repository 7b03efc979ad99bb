import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

describe.each(['ja', 'en'])('what the office did, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`

  it('is looked up by who may, by kind and reason, and taken along as CSV', async () => {
    const operator = await person()
    await signIn(operator, 'operator', at('/office/stopped'), locale)
    const reason = `電話で届け出 ${locale}`
    const tried = await operator.context.request.post('/api/wallet-freezes', {
      data: { paymentId: `none-${locale}`, reason },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(tried.status()).toBe(404)
    // Who runs the machine is read, and reads nothing.
    await operator.page.goto(at('/office/acts'))
    expect(await operator.page.getByRole('button', { name: t('acts:search') }).count()).toBe(0)

    const approver = await person({ viewport: phone })
    await signIn(approver, 'approver', at('/office/acts'), locale)
    await look(approver)
    await approver.page
      .getByLabel(t('acts:operation'), { exact: true })
      .selectOption('wallet.freeze_by_staff')
    await approver.page.getByLabel(t('acts:subject')).fill(`none-${locale}`)
    await approver.page.getByRole('button', { name: t('acts:search'), exact: true }).click()
    const act = approver.page.locator('li', { hasText: reason })
    await act.getByText(t('acts:kind.wallet_freeze_by_staff'), { exact: true }).waitFor()
    await act.getByText(t('acts:refused', { code: 'payment_not_found' })).waitFor()
    await look(approver)
    const csv = await approver.context.request.get(
      (await approver.page.getByRole('link', { name: t('acts:csv') }).getAttribute('href'))!,
    )
    expect((await csv.text()).split('\r\n').filter((line) => line.includes(reason))).toHaveLength(1)
    await approver.page.getByLabel(t('acts:subject')).fill('nothing of this kind')
    await approver.page.getByRole('button', { name: t('acts:search'), exact: true }).click()
    await approver.page.getByText(t('acts:none')).waitFor()
  })
})
