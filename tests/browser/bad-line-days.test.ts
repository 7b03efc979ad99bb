import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { japanDay, systemClock } from '../../api/platform/clock.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { faultsOf } from './support/look.ts'
import { operator, withFile } from './support/operator.ts'
import { goHome, person } from './support/people.ts'

const t = wordsFor('ja')
const today = japanDay(systemClock.now())
const plain = { viewport: { width: 360, height: 780 }, javaScriptEnabled: false }

afterEach(() => goHome())

let asked = 0
/** Opens a page past what the server keeps for others for a minute. */
const openNow = (page: Page, path: string) => page.goto(`${path}?now=${++asked}`)
const textOf = (page: Page) => page.locator('main').innerText()
const textNow = async (page: Page, path: string) => {
  await openNow(page, path)
  return textOf(page)
}
/** A running server takes up what an operator wrote within a second; a page takes longer to open. */
const patient = { timeout: 30_000 }

describe('a day on which trains do not run as usual', () => {
  it('a notice of a suspension stands at the head of the line and of its stations, and goes when it ends', async () => {
    const { page } = await person(plain)
    const words = {
      ja: '見本の大雨で運転を見合わせています。',
      en: 'Sample: no trains because of heavy rain.',
    }
    const about = ['--line', 'aizu', '--suspended', '--between', 'ashinomaki-onsen,yunokami-onsen']
    const told = ['--ja', words.ja, '--en', words.en, '--by', 'a story']
    const id = operator('notice', 'add', ...about, '--from', today, '--until', today, ...told)
    for (const path of ['/lines/aizu', '/stations/yunokami-onsen']) {
      await expect.poll(() => textNow(page, path), patient).toContain(words.ja)
      const [head, trains] = await Promise.all(
        ['#hindrance', '#now, #trains'].map((place) => page.locator(place).first().boundingBox()),
      )
      expect(head!.y).toBeLessThan(trains!.y)
      expect(await textOf(page)).toContain(t('rail:hindrance.title'))
    }
    expect(await page.locator('.hindrance').innerText()).toContain(t('rail:hindrance.notice'))
    await openNow(page, '/en/lines/aizu')
    expect(await textOf(page)).toContain(words.en)

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
      `確認日,,${today}`,
      '川治温泉,,0:00',
      '会津高原尾瀬口,,0:40',
    ].join('\n')
    const until = japanDay(systemClock.now() + 3 * 86_400_000)
    const days = ['--complete', 'yagan', '--from', today, '--to', until]
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
    await page.goto('/stations/aizu-miyashita?date=2026-11-30')
    const text = await textOf(page)
    expect(text).toContain(t('rail:board.lastKnown'))
    expect(text).not.toContain(t('rail:board.last'))
    expect(text).toContain(t('rail:coverage.partial'))
    await page.goto('/lines/tadami?date=2026-11-30')
    expect(await textOf(page)).toContain(t('rail:coverage.partial'))
    expect(await textOf(page)).not.toContain(t('rail:board.last'))
  })
})
