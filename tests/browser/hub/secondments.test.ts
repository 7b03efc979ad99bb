import { afterEach, describe, expect, it } from 'vitest'
import { addDays, japanDay, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

const kaneyama = '074454'
const today = japanDay(systemClock.now())

describe.each(['ja', 'en'])('an officer who helps another town, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const names = { ja: ['三島町', '金山町'], en: ['Mishima', 'Kaneyama'] }[locale as 'ja' | 'en']
  const theirs = names[1]!
  const helper = '役場の担当（三島町）'
  const reason = `窓口の手伝い ${locale}`

  const ask = async ({ page }: Person) => {
    await page.getByLabel(t('secondments:officer')).selectOption({ label: `${names[0]!}　${helper}` })
    await page.getByLabel(t('secondments:town'), { exact: true }).selectOption(kaneyama)
    await page.getByLabel(t('secondments:work.merchant_decide')).check()
    await page.getByLabel(t('secondments:first_day')).fill(today)
    await page.getByLabel(t('secondments:last_day')).fill(addDays(today, 1))
    await page.getByLabel(t('secondments:reason'), { exact: true }).fill(reason)
    await page.getByRole('button', { name: t('secondments:submit'), exact: true }).click()
  }

  it('is asked for, let go by another person, works for that town and no other, and is ended', async () => {
    const officer = await person({ viewport: phone })
    await signIn(officer, 'officer', at('/office/secondments'), locale)
    // What is missing is named beside its field, and what was typed stays.
    await officer.page.getByLabel(t('secondments:reason'), { exact: true }).fill(reason)
    await officer.page.getByRole('button', { name: t('secondments:submit'), exact: true }).click()
    await officer.page.getByText(t('secondments:wrong')).waitFor()
    expect(await officer.page.getByLabel(t('secondments:reason'), { exact: true }).inputValue()).toBe(reason)
    await ask(officer)
    await officer.page.getByText(t('secondments:asked')).waitFor()
    await look(officer)

    const hanako = await person({ viewport: phone, colorScheme: 'dark' })
    await signIn(hanako, 'officer-mishima', at('/office/town'), locale)
    await hanako.page.getByText(t('secondments:acting.none')).waitFor()

    const approver = await person({ javaScriptEnabled: false })
    await signIn(approver, 'approver', at('/office/secondments'), locale)
    const what = t('secondments:what', { name: helper, town: theirs })
    await press(approver, t('corrections:approve', { what }))
    await approver.page.getByText(t('secondments:approval')).waitFor()

    await hanako.page.goto(at('/office/town'))
    await look(hanako)
    await press(hanako, t('secondments:acting.choose', { town: theirs }))
    const banner = hanako.page.locator('.town-bar.lent', { hasText: theirs })
    await banner.waitFor()
    await look(hanako)
    const towns = async () => {
      const answer = await hanako.context.request.get('/api/merchants?status=approved')
      const { shops } = (await answer.json()) as { shops: { municipality: string }[] }
      return [...new Set(shops.map(({ municipality }) => municipality))]
    }
    expect(await towns()).toEqual([kaneyama])
    // Not lent for it: the desk does not show it.
    expect(await hanako.page.getByRole('link', { name: t('office:home.pots_go') }).count()).toBe(0)

    await press(hanako, t('secondments:acting.back'))
    await hanako.page.waitForURL(`**${at('/office')}`)
    expect(await banner.count()).toBe(0)
    expect(await towns()).not.toContain(kaneyama)
    await hanako.page.goto(at('/office/town'))
    await press(hanako, t('secondments:acting.choose', { town: theirs }))

    await officer.page.goto(at('/office/secondments'))
    const lent = officer.page
      .locator('li', { hasText: reason })
      .filter({ hasText: t('secondments:state.in_force') })
    await lent.locator('summary').click()
    await lent.getByLabel(t('secondments:end_reason')).fill('担当が戻った')
    await lent.getByRole('button', { name: t('secondments:end_submit') }).click()
    await officer.page.getByText(t('secondments:ended')).waitFor()
    await look(officer)

    // What they had chosen opens nothing any more, and says so with a way back.
    await hanako.page.goto(at('/office/merchants'))
    await hanako.page.getByText(t('secondments:acting.banner_not', { town: theirs })).waitFor()
    const refused = await hanako.context.request.get('/api/merchants?status=approved')
    expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'secondment_ended',
    ])
    await look(hanako)
    await press(hanako, t('secondments:acting.back'))
    expect(await towns()).not.toContain(kaneyama)
  })
})
