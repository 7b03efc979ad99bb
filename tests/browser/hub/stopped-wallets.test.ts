import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const { merchantId } = region.ownShop

const payAt = ({ context }: Person, amountYen: number) =>
  context.request.post('/api/payments', {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })

/** Opens a wallet through the page; the code that it shows once. */
async function openWallet({ page }: Person, locale: string): Promise<string> {
  const t = wordsFor(locale)
  await page.goto(`${locale === 'ja' ? '' : `/${locale}`}/wallet`)
  await page.getByRole('button', { name: t('wallet:none.button'), exact: true }).click()
  await page.getByText(t('wallet:opened.code_title'), { exact: true }).waitFor()
  const parts = await page.locator('.secret > span').allInnerTexts()
  expect(parts).toHaveLength(6)
  return parts.join('-')
}

describe.each(['ja', 'en', 'zh-hant'])('a phone that was lost, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`

  it('is stopped from a friend’s phone with the printed code, and used again with it', async () => {
    const [holder, friend] = [await person({ viewport: phone }), await person({ viewport: phone })]
    const code = await openWallet(holder, locale)

    await friend.page.goto(at('/wallet'))
    await friend.page.getByRole('link', { name: t('wallet:stopping.go'), exact: true }).click()
    await look(friend)
    await friend.page.getByLabel(t('wallet:stopping.code')).first().fill('7K2M')
    await friend.page.getByRole('button', { name: t('wallet:stopping.stop'), exact: true }).click()
    await friend.page.getByRole('alert').waitFor()
    await look(friend)
    await friend.page.getByLabel(t('wallet:stopping.code')).first().fill(code.toLowerCase())
    await friend.page.getByRole('button', { name: t('wallet:stopping.stop'), exact: true }).click()
    await friend.page.getByText(t('wallet:stopping.stopped')).waitFor()
    await look(friend)

    const paid = await payAt(holder, 1)
    expect([paid.status(), ((await paid.json()) as { code: string }).code]).toEqual([409, 'wallet_frozen'])
    await holder.page.goto(at('/wallet'))
    await holder.page.getByText(t('wallet:stopping.is_stopped')).waitFor()
    await look(holder)
    // Whoever has the phone has no code.
    await holder.page.getByRole('link', { name: t('wallet:stopping.to_back'), exact: true }).click()
    expect(
      await holder.page.getByRole('button', { name: t('wallet:stopping.now'), exact: true }).count(),
    ).toBe(0)
    await holder.page.getByLabel(t('wallet:stopping.code')).fill(code)
    await holder.page.getByRole('button', { name: t('wallet:stopping.back'), exact: true }).click()
    await holder.page.getByText(t('wallet:stopping.thawed')).waitFor()
    expect(((await (await payAt(holder, 1)).json()) as { code: string }).code).toBe('insufficient_funds')
  })
})

const t = wordsFor('ja')

it('a phone that is stopped by itself, and let go at the desk by an approver who looked at who asks', async () => {
  const holder = await purseOwner(region.purses.at(-19)!, { viewport: phone })
  const paid = await payAt(holder, 21)
  const { paymentId } = (await paid.json()) as { paymentId: string }
  const operator = await person()
  await signIn(operator, 'operator', '/office/stopped')
  await operator.page.getByRole('button', { name: t('accounts:stopped.submit'), exact: true }).click()
  await operator.page.getByRole('alert').first().waitFor()
  await operator.page.getByLabel(t('accounts:stopped.payment')).fill(paymentId)
  await operator.page.getByLabel(t('accounts:stopped.reason'), { exact: true }).fill('電話で本人から届け出')
  await operator.page.getByRole('button', { name: t('accounts:stopped.submit'), exact: true }).click()
  await operator.page.getByText(t('accounts:stopped.done_stopped')).waitFor()
  expect(
    await operator.page.getByRole('button', { name: t('accounts:stopped.thaw'), exact: true }).count(),
  ).toBe(0)
  await look(operator)
  expect((await payAt(holder, 1)).status()).toBe(409)

  const approver = await person({ viewport: phone })
  await signIn(approver, 'approver', '/office/stopped')
  await look(approver)
  await approver.page.getByLabel(t('accounts:stopped.thaw_reason')).first().fill('窓口で本人と確かめた')
  await approver.page
    .getByRole('button', { name: t('accounts:stopped.thaw'), exact: true })
    .first()
    .click()
  await approver.page.getByText(t('accounts:stopped.done_thawed')).waitFor()
  expect((await payAt(holder, 1)).status()).toBe(201)

  await holder.page.goto('/wallet/stop')
  await holder.page.getByRole('button', { name: t('wallet:stopping.now'), exact: true }).click()
  await holder.page.getByText(t('wallet:stopping.stopped')).waitFor()
  await look(holder)
  expect((await payAt(holder, 1)).status()).toBe(409)
})
