import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readied } from '../support/broken-line.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

const { merchantId, payload } = region.ownShop
/** Where money leaves: each says that it does not, instead of asking for what would be refused. */
const waysOut = ['/wallet/show', '/wallet/send', '/wallet/give', `/pay/${encodeURIComponent(payload)}`]

const payAt = ({ context }: Person, amountYen: number) =>
  context.request.post(`${origin}/api/payments`, {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })

describe.each(['ja', 'en', 'zh-hant'] as const)('a phone that was lost, %s', (locale) => {
  it('is stopped from a friend’s phone with the printed code, and used again with it', async () => {
    const { t, at, somebody, fill, press, go, see } = await handsOf(locale)
    const [holder, friend] = [await somebody(), await somebody()]
    for (const one of [holder, friend]) {
      await one.page.goto(at('/wallet'))
      await readied(one)
    }
    await press(holder, t('wallet:none.button'))
    await holder.page.getByText(t('wallet:opened.code_title'), { exact: true }).waitFor()
    const parts = await holder.page.locator('.secret > span').allInnerTexts()
    expect(parts).toHaveLength(6)
    const code = parts.join('-')

    await go(friend, t('wallet:stopping.go'))
    await friend.page.getByText(t('wallet:stopping.code_lead')).waitFor()
    await see(friend)
    await fill(friend, t('wallet:stopping.code'), '7K2M')
    await press(friend, t('wallet:stopping.stop'))
    await friend.page.getByRole('alert').waitFor()
    await see(friend)
    await fill(friend, t('wallet:stopping.code'), code.toLowerCase())
    await press(friend, t('wallet:stopping.stop'))
    await friend.page.getByText(t('wallet:stopping.stopped')).waitFor()
    await see(friend)

    const paid = await payAt(holder, 1)
    expect([paid.status(), ((await paid.json()) as { code: string }).code]).toEqual([409, 'wallet_frozen'])
    await holder.page.goto(at('/wallet'))
    await holder.page.getByText(t('wallet:stopping.is_stopped')).waitFor()
    await see(holder)
    for (const way of waysOut) {
      await holder.page.goto(at(way))
      await holder.page.getByText(t('wallet:stopping.is_stopped')).waitFor()
      expect(await holder.page.locator('main form').count()).toBe(0)
    }
    await see(holder)
    // Whoever has the phone has no code.
    await go(holder, t('wallet:stopping.to_back'))
    await holder.page.getByText(t('wallet:stopping.back_lead')).waitFor()
    expect(
      await holder.page.getByRole('button', { name: t('wallet:stopping.now'), exact: true }).count(),
    ).toBe(0)
    await fill(holder, t('wallet:stopping.code'), code)
    await press(holder, t('wallet:stopping.back'))
    await holder.page.getByText(t('wallet:stopping.thawed')).waitFor()
    expect(((await (await payAt(holder, 1)).json()) as { code: string }).code).toBe('insufficient_funds')
    // Whoever has it in their hands stops it without a code.
    await holder.page.goto(at('/wallet/stop'))
    await press(holder, t('wallet:stopping.now'))
    await holder.page.getByText(t('wallet:stopping.stopped')).waitFor()
    await see(holder)
    expect(((await (await payAt(holder, 1)).json()) as { code: string }).code).toBe('wallet_frozen')
  })
})

const t = wordsFor('ja')

it('a phone that the desk stopped is let go there by an approver who looked at who asks', async () => {
  const holder = await purseOwner(region.purses.at(-19)!, { viewport: phone })
  const paid = await payAt(holder, 21)
  const { paymentId } = (await paid.json()) as { paymentId: string }
  const operator = await person({ viewport: phone })
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
})
