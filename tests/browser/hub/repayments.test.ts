import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readied } from '../support/broken-line.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

describe('a visitor who leaves Japan', () => {
  it('asks for the rest back, and the office hands it out once, on phones', async () => {
    const t = wordsFor('ja')
    const visitor = await purseOwner(region.purses.at(-4)!, { viewport: phone })
    const { page } = visitor
    const before = await spendable(visitor)
    await page.goto('/wallet')
    await page.getByRole('link', { name: t('repayments:title'), exact: true }).click()
    await press(visitor, t('repayments:submit'))
    await page.getByText(t('repayments:reason_wrong')).waitFor()
    // Nobody has to ask for anything back: the money stays for the next time.
    await page.getByRole('heading', { name: t('repayments:keep_title'), exact: true }).waitFor()
    await look(visitor)
    await page.getByLabel(t('repayments:reason')).selectOption('small_amount')
    await page.getByLabel(t('repayments:amount')).fill('１００円')
    await press(visitor, t('repayments:submit'))
    // Nothing was issued in a half-year before.
    await page.getByText(t('currency:refusal.repayment_above_cap', { leftYen: 0 })).waitFor()
    await page.getByLabel(t('repayments:reason')).selectOption('leaving_japan')
    await press(visitor, t('repayments:submit'))
    await page.getByText(t('repayments:asked')).waitFor()
    await look(visitor)
    expect(await spendable(visitor)).toBe(before)

    const [officeA, officeB] = [await person({ viewport: phone }), await person(bare)]
    for (const office of [officeA, officeB]) {
      await signIn(office, 'approver', '/office/repayments')
      await office.page.goto('/office/repayments')
    }
    await look(officeA)
    await press(officeA, t('repayments:office.grant', { amount: 100 }))
    await officeA.page.getByText(t('repayments:office.granted', { amount: 100 })).waitFor()
    // Another window still shows it as waiting.
    await press(officeB, t('repayments:office.grant', { amount: 100 }))
    await officeB.page.getByText(t('currency:refusal.repayment_decided_before')).waitFor()
    expect(await spendable(visitor)).toBe(before - 100)
    await page.goto('/wallet/repayments')
    expect(await page.locator('.asked').innerText()).toContain(t('repayments:reasons.leaving_japan'))
    await look(visitor)
  }, 180_000)

  it.each([
    ['en', 105],
    ['zh-hant', 110],
  ] as const)(
    'has it by keyboard alone over a line that breaks, and reads it all in %s',
    async (locale, amountYen) => {
      const { t, at, somebody, staff, fill, choose, press, see } = await handsOf(locale)
      const visitor = await somebody({ purse: region.purses.at(-4)! })
      const before = await spendable(visitor)
      await visitor.page.goto(at('/wallet/repayments'))
      await readied(visitor)
      await choose(visitor, t('repayments:reason'), t('repayments:reasons.leaving_japan'))
      await fill(visitor, t('repayments:amount'), String(amountYen))
      await press(visitor, t('repayments:submit'))
      await visitor.page.getByText(t('repayments:asked')).waitFor()
      await see(visitor)
      const approver = await staff('approver', '/office/repayments')
      await see(approver)
      await press(approver, t('repayments:office.grant', { amount: amountYen }))
      await approver.page.getByText(t('repayments:office.granted', { amount: amountYen })).waitFor()
      await see(approver)
      await visitor.page.reload()
      await see(visitor)
      expect(await spendable(visitor)).toBe(before - amountYen)
    },
  )

  it('on pages that stand by night, in English, and the office’s is nobody’s who has no part in it', async () => {
    const visitor = await purseOwner(region.purses.at(-4)!, {
      locale: 'en-GB',
      viewport: phone,
      colorScheme: 'dark',
    })
    await visitor.page.goto('/en/wallet/repayments')
    await look(visitor)
    const approver = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    await signIn(approver, 'approver', '/en/office/repayments', 'en')
    await approver.page.goto('/en/office/repayments')
    await look(approver)
    const stranger = await person({ viewport: phone })
    await stranger.page.goto('/wallet/repayments')
    await look(stranger)
    const officer = await person({ viewport: phone })
    await signIn(officer, 'officer', '/office')
    expect((await officer.page.goto('/office/repayments'))?.status()).toBe(403)
  })
})
