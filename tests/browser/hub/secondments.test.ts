import { afterEach, describe, expect, it } from 'vitest'
import { addDays, japanDay, systemClock } from '../../../api/platform/clock.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome } from '../support/people.ts'

afterEach(() => goHome(lineBreaks))

const kaneyama = '074454'

describe.each(['ja', 'en', 'zh-hant'] as const)('an officer who helps another town, %s', (locale) => {
  const japanese = ['三島町', '金山町']
  const names = { ja: japanese, en: ['Mishima', 'Kaneyama'], 'zh-hant': japanese }[locale]
  const theirs = names[1]!
  const helper = '役場の担当（三島町）'
  // No kana in what is typed: others read these desks in Chinese.
  const reason = `窓口応援 ${locale}`

  it('is asked for, let go by another person, works for that town and no other, and is ended', async () => {
    const { t, at, staff, fill, fillDay, choose, check, unfold, press, see } = await handsOf(locale)
    const officer = await staff('officer', '/office/secondments')
    // What is missing is named beside its field, and what was typed stays.
    await fill(officer, t('secondments:reason'), reason)
    await press(officer, t('secondments:submit'))
    await officer.page.getByText(t('secondments:wrong')).waitFor()
    expect(await officer.page.getByLabel(t('secondments:reason'), { exact: true }).inputValue()).toBe(reason)
    await choose(officer, t('secondments:officer'), `${names[0]!}　${helper}`)
    await choose(officer, t('secondments:town'), theirs)
    await check(officer, t('secondments:work.merchant_decide'))
    // The day that it is now: a story that is told over midnight has gone on by it.
    const today = japanDay(systemClock.now())
    await fillDay(officer, t('secondments:first_day'), today)
    await fillDay(officer, t('secondments:last_day'), addDays(today, 1))
    await press(officer, t('secondments:submit'))
    await officer.page.getByText(t('secondments:asked')).waitFor()
    await see(officer)

    const hanako = await staff('officer-mishima', '/office/town', { colorScheme: 'dark' })
    await hanako.page.getByText(t('secondments:acting.none')).waitFor()

    const approver = await staff('approver', '/office/secondments')
    const what = t('secondments:what', { name: helper, town: theirs })
    await press(approver, t('corrections:approve', { what }))
    await approver.page.getByText(t('secondments:approval')).waitFor()

    await hanako.page.goto(at('/office/town'))
    await see(hanako)
    await press(hanako, t('secondments:acting.choose', { town: theirs }))
    const banner = hanako.page.locator('.town-bar.lent', { hasText: theirs })
    await banner.waitFor()
    await see(hanako)
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
    await unfold(officer, t('secondments:end'))
    await fill(officer, t('secondments:end_reason'), '担当復帰')
    await press(officer, t('secondments:end_submit'))
    await officer.page.getByText(t('secondments:ended')).waitFor()
    await see(officer)

    // What they had chosen opens nothing any more, and says so with a way back.
    await hanako.page.goto(at('/office/merchants'))
    await hanako.page.getByText(t('secondments:acting.banner_not', { town: theirs })).waitFor()
    const refused = await hanako.context.request.get('/api/merchants?status=approved')
    expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'secondment_ended',
    ])
    await see(hanako)
    await press(hanako, t('secondments:acting.back'))
    expect(await towns()).not.toContain(kaneyama)
  })
})
