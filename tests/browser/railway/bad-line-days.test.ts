import { afterEach, describe, expect, it } from 'vitest'
import { addDays, japanDay, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { monday } from '../support/days.ts'
import { faultsOf } from '../support/look.ts'
import { openNow, patient, textNow, textOf } from '../support/now.ts'
import { operator, withFile } from '../support/operator.ts'
import { goHome, person } from '../support/people.ts'

const t = wordsFor('ja')
/** The day that it is now: midnight may come while a story is told, and what is told of a day is told of the next, too. */
const today = () => japanDay(systemClock.now())
const plain = { viewport: { width: 360, height: 780 }, javaScriptEnabled: false }

afterEach(() => goHome())

describe('a day on which trains do not run as usual', () => {
  it('a suspension that the operator tells stands at the head of line, station and plan, takes the trains off, and goes when it ends', async () => {
    const { page } = await person(plain)
    const words = {
      ja: '見本の大雨で運転を見合わせています。',
      en: 'Sample: no trains because of heavy rain.',
    }
    const about = ['--line', 'aizu', '--suspended', '--between', 'ashinomaki-onsen,yunokami-onsen']
    const told = ['--ja', words.ja, '--en', words.en, '--by', 'a story']
    const bus = { ja: '見本の代行バス。', en: 'Sample bus.' }
    const instead = ['--substitute-ja', bus.ja, '--substitute-en', bus.en, '--substitute-from', today()]
    const id = operator(
      'notice',
      'add',
      ...about,
      '--from',
      today(),
      '--until',
      addDays(today(), 1),
      ...told,
      ...instead,
    )
    const from = { ja: '芦ノ牧温泉', en: 'Ashinomaki-Onsen' }
    const to = { ja: '湯野上温泉', en: 'Yunokami-Onsen' }
    for (const path of ['/lines/aizu', '/stations/yunokami-onsen']) {
      await expect.poll(() => textNow(page, path), patient).toContain(words.ja)
      const [head, trains] = await Promise.all(
        ['#hindrance', '#now, #trains'].map((place) => page.locator(place).first().boundingBox()),
      )
      expect(head!.y).toBeLessThan(trains!.y)
      expect(await textOf(page)).toContain(t('rail:hindrance.title'))
    }
    for (const [locale, prefix] of [
      ['ja', ''],
      ['en', '/en'],
    ] as const) {
      const say = wordsFor(locale)
      const ask = { from: from.ja, to: to.ja, date: today(), trip: 'oneway' }
      for (const path of ['/lines/aizu', `/plan?${new URLSearchParams(ask)}`]) {
        await openNow(page, `${prefix}${path}`)
        const block = await page.locator('.hindrance .bad').first().innerText()
        const between = { from: from[locale], to: to[locale] }
        for (const one of [
          say('rail:hindrance.suspended', between),
          words[locale],
          say('rail:hindrance.substitute_state.runs'),
          bus[locale],
        ])
          expect(block, `${locale} ${path}`).toContain(one)
      }
      expect(await page.locator('main .empty').innerText()).toContain(say('plan:reason.line_suspended'))
      expect(await page.locator('.plancard').count()).toBe(0)
    }
    const looking = await person()
    await openNow(looking.page, '/lines/aizu')
    expect(await faultsOf(looking.page)).toEqual([])

    operator('notice', 'end', id)
    await expect.poll(() => textNow(page, '/lines/aizu'), patient).not.toContain(words.ja)
  })

  it('a suspension on record says between which stations, and says of the substitute what is known', async () => {
    const { page } = await person(plain)
    for (const path of ['/lines/tadami', '/stations/aizu-kawaguchi']) {
      await page.goto(`${path}?date=2015-07-01`)
      const told = await page.locator('.hindrance .bad').first().innerText()
      expect(told).toContain(t('rail:hindrance.suspended', { from: '会津川口', to: '只見' }))
      expect(told).toContain(t('rail:hindrance.substitute_state.unknown_day'))
    }
  })

  it('after the last train of a line that is wholly known, the station says so and names the next day with one', async () => {
    const { page } = await person()
    // One train a day, in the first minute of it: whenever the story is told, it has left.
    const sheet = [
      '路線,,野岩鉄道',
      '列車番号,,見本1',
      '運転日,,毎日',
      '出典,,見本の時刻表',
      `確認日,,${today()}`,
      '川治温泉,,0:00',
      '会津高原尾瀬口,,0:40',
    ].join('\n')
    const days = ['--complete', 'yagan', '--from', today(), '--to', addDays(today(), 3)]
    withFile('yagan.csv', `${sheet}\n`, (file) =>
      operator('import', 'timetable', file, '--id', 'story', ...days),
    )
    await expect
      .poll(() => textNow(page, '/stations/kawaji-onsen'), patient)
      .toContain(t('rail:board.noneComplete'))
    await page.getByText(t('rail:board.earlier')).click()
    expect(await page.locator('.trains .gone').count()).toBe(1)
    expect(await page.locator('#trains ~ h3').first().innerText()).toContain(
      t('rail:board.nextService', { date: '' }).trim(),
    )
    expect(await faultsOf(page)).toEqual([])
    operator('import', 'remove', 'story')
  })

  it('a line of which not every train is known never speaks of a last train, only of the last we know', async () => {
    const { page } = await person(plain)
    await page.goto(`/stations/aizu-miyashita?date=${monday}`)
    const text = await textOf(page)
    expect(text).toContain(t('rail:board.lastKnown'))
    expect(text).not.toContain(t('rail:board.last'))
    expect(text).toContain(t('rail:coverage.partial'))
    await page.goto(`/lines/tadami?date=${monday}`)
    expect(await textOf(page)).toContain(t('rail:coverage.partial'))
    expect(await textOf(page)).not.toContain(t('rail:board.last'))
  })
})
