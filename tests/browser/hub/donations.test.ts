import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readied } from '../support/broken-line.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField } from '../support/keyboard.ts'
import { goHome, person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

describe('money goes to a cause', () => {
  it('that an officer registers and ends, from the choice to the receipt, on a phone without JavaScript', async () => {
    const t = wordsFor('ja')
    const officer = await person({ viewport: phone })
    await signIn(officer, 'officer', '/office/causes')
    await officer.page.goto('/office/causes')
    await press(officer, t('donations:office.submit'))
    await officer.page.getByText(t('donations:office.missing')).first().waitFor()
    await look(officer)
    await officer.page.getByLabel(t('donations:office.merchantId')).selectOption({ index: 1 })
    await officer.page.getByLabel(t('donations:office.nameJa')).fill('茅葺きの屋根')
    await officer.page.getByLabel(t('donations:office.nameEn')).fill('The thatched roof')
    await officer.page.getByLabel(t('donations:office.purposeJa')).fill('屋根の葺きかえに使います')
    await officer.page.getByLabel(t('donations:office.purposeEn')).fill('For new thatch')
    await press(officer, t('donations:office.submit'))
    await officer.page.getByText(t('donations:office.registered', { name: '茅葺きの屋根' })).waitFor()
    await look(officer)

    const giver = await purseOwner(region.purses.at(-3)!, bare)
    const { page } = giver
    const before = await spendable(giver)
    await page.goto('/wallet')
    await page.getByRole('link', { name: t('donations:title'), exact: true }).click()
    await press(giver, t('donations:check'))
    await page.getByText(t('donations:amount_wrong')).waitFor()
    await page.getByLabel(t('donations:cause')).selectOption({ label: '茅葺きの屋根' })
    await page.getByLabel(t('donations:amount')).fill('９９９９９９')
    await press(giver, t('donations:check'))
    await press(giver, t('donations:confirm', { amount: 999_999 }))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain(t('donations:not_moved'))
    await page.getByRole('link', { name: t('donations:change'), exact: true }).click()
    await page.getByLabel(t('donations:amount')).fill('３００円')
    await press(giver, t('donations:check'))
    await page.getByRole('heading', { name: t('donations:check_title') }).waitFor()
    const lastLook = page.url()
    await press(giver, t('donations:confirm', { amount: 300 }))
    await page.getByRole('heading', { name: t('donations:receipt.done'), level: 1 }).waitFor()
    expect(await page.locator('.slip .shop').innerText()).toBe('茅葺きの屋根')
    const receipt = page.url()

    // Going back and pressing again asks for the same donation.
    await page.goto(lastLook)
    await press(giver, t('donations:confirm', { amount: 300 }))
    await page.getByRole('heading', { name: t('donations:receipt.done'), level: 1 }).waitFor()
    expect(page.url()).toBe(receipt)
    expect(await spendable(giver)).toBe(before - 300)
    await page.goto('/wallet')
    await page
      .getByRole('link', { name: t('donations:given'), exact: true })
      .first()
      .waitFor()

    await press(officer, t('donations:office.end', { name: '茅葺きの屋根' }))
    await officer.page.getByText(t('donations:office.ended', { name: '茅葺きの屋根' })).waitFor()
    // A page that was left open is told, and what was given stays readable.
    await page.goto(lastLook.replace(/key=[\w-]+/, `key=${crypto.randomUUID()}`))
    await page.getByText(t('donations:none')).waitFor()
    expect((await page.goto(receipt))?.status()).toBe(200)
  }, 90_000)

  it.each(['en', 'zh-hant'] as const)(
    'from the desk to the receipt by keyboard alone over a line that breaks, of which everything is read in %s',
    async (locale) => {
      const { t, at, somebody, staff, fill, choose, press, follow, see } = await handsOf(locale)
      const officer = await staff('officer', '/office/causes')
      const { causes } = (await (await officer.context.request.get('/api/causes')).json()) as {
        causes: { nameJa: string; purposeJa: string }[]
      }
      // Shops, too, are called as they are: those of other stories stand in the list.
      const shops = await officer.page
        .getByLabel(t('donations:office.merchantId'))
        .locator('option')
        .allTextContents()
      const theirs = [...causes.flatMap(({ nameJa, purposeJa }) => [nameJa, purposeJa]), ...shops.slice(1)]
      await comeToField(officer.page, t('donations:office.merchantId'))
      await chooseByKeys(officer.page)
      const texts = { nameJa: '茅葺屋頂', nameEn: 'The roof', purposeJa: '屋頂更新', purposeEn: 'A new roof' }
      const name = locale === 'en' ? texts.nameEn : texts.nameJa
      for (const [field, text] of Object.entries(texts))
        await fill(officer, t(`donations:office.${field}`), text)
      await press(officer, t('donations:office.submit'))
      await officer.page.getByText(t('donations:office.registered', { name })).waitFor()
      await see(officer, theirs)
      const giver = await somebody({ purse: region.purses.at(-3)! })
      const before = await spendable(giver)
      await giver.page.goto(at('/wallet/give'))
      await readied(giver)
      await choose(giver, t('donations:cause'), name)
      await fill(giver, t('donations:amount'), '120')
      await follow(giver, t('donations:check'))
      await giver.page.getByRole('heading', { name: t('donations:check_title') }).waitFor()
      await see(giver)
      await press(giver, t('donations:confirm', { amount: 120 }))
      await giver.page.getByRole('heading', { name: t('donations:receipt.done'), level: 1 }).waitFor()
      await see(giver)
      expect(await spendable(giver)).toBe(before - 120)
      await press(officer, t('donations:office.end', { name }))
      await officer.page.getByText(t('donations:office.ended', { name })).waitFor()
      await see(officer, theirs)
    },
  )

  it('on pages that stand by night, in English, also with nothing to give to', async () => {
    const giver = await purseOwner(region.purses.at(-3)!, {
      locale: 'en-GB',
      viewport: phone,
      colorScheme: 'dark',
    })
    await giver.page.goto('/en/wallet/give')
    await giver.page.getByText(wordsFor('en')('donations:none')).waitFor()
    await look(giver)
    const answer = await giver.page.goto('/en/wallet/donations/none')
    expect(answer?.status()).toBe(404)
    await look(giver)
    const stranger = await person({ viewport: phone })
    await stranger.page.goto('/wallet/give')
    await look(stranger)
  })
})
