import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

const browsers = { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-TW' } as const

describe.each(['ja', 'en', 'zh-hant'] as const)('a town gives at its counter, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`

  it('to somebody who brings a number on paper, who then has the money to see', async () => {
    const resident = await purseOwner(region.purses.at(-68)!, { locale: browsers[locale], viewport: phone })
    const made = await resident.context.request.post('/api/wallets/me/address', {
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    const { address } = (await made.json()) as { address: string }
    const before = await spendable(resident)
    const officer = await person({ viewport: phone })
    const { page } = officer
    await signIn(officer, 'officer', at('/office/give'), locale)
    await look(officer)
    await page.getByLabel(t('office:pots.issue.pot'), { exact: true }).selectOption({ index: 1 })
    await page.getByLabel(t('office:give.address')).fill(address.toLowerCase())
    await page.getByLabel(t('office:pots.issue.amount')).fill('10')
    await press(officer, t('office:give.submit'))
    await page.getByText(t('office:refusal.reason_missing')).first().waitFor()
    await look(officer)
    await page.getByLabel(t('office:pots.issue.reason')).fill('窓口で確かめました')
    await press(officer, t('office:give.submit'))
    await page.getByRole('status').first().waitFor()
    await look(officer)
    expect(await spendable(resident)).toBe(before + 10)
    await resident.page.goto(at('/wallet'))
    await resident.page.getByText(t('wallet:purse.balance')).waitFor()
    await look(resident)
  })
})
