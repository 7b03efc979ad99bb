import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { noticeAdd } from '../../api/hub/notice-add.ts'
import { UsageFault } from '../../api/hub/command.ts'
import { openHub, type OpenHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
let open: OpenHub
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  open = await openHub(place.environment)
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await open.store.close()
  await place.remove()
})

const day = '2026-12-01'
const snow = ['--from', day, '--ja', '雪のため運休', '--en', 'No trains because of snow', '--by', '見本鉄道']
const suspended = ['--line', 'tadami', ...snow, '--suspended', '--between', 'aizu-kawaguchi,tadami']
const bus = ['--substitute-ja', '代行バス', '--substitute-en', 'A bus', '--substitute-from', '2026-12-03']

describe('notice add --suspended', () => {
  test('is a suspension of a running server, with its substitute from its own day on', async () => {
    expect(await noticeAdd.run([...suspended, '--until', '2026-12-10', ...bus])).toBe(0)
    const told = async (date: string) => {
      const asked = new Request(`http://localhost/api/rail/lines/tadami?date=${date}`)
      const { suspensions, notices } = (await (await open.hub.app.fetch(asked, {})).json()) as {
        suspensions: { substitute: object }[]
        notices: object[]
      }
      return { suspensions, notices }
    }
    await expect
      .poll(() => told(day), { timeout: 10_000 })
      .toMatchObject({
        suspensions: [
          {
            line: 'tadami',
            from: ['aizu-kawaguchi'],
            to: 'tadami',
            start: day,
            end: '2026-12-10',
            endBasis: 'announced',
            words: { ja: '雪のため運休', en: 'No trains because of snow' },
            substitute: { state: 'not-yet', start: '2026-12-03', isTimed: false },
          },
        ],
      })
    expect((await told('2026-12-03')).suspensions).toMatchObject([
      { substitute: { state: 'runs', words: { ja: '代行バス', en: 'A bus' } } },
    ])
    expect((await told('2026-12-11')).suspensions).toEqual([])
    expect(JSON.stringify((await told(day)).notices)).not.toContain('雪のため運休')
  })

  test.each([
    [
      'stations that are not on the line',
      ['--line', 'aizu', ...snow, '--between', 'tadami,koide'],
      'does not join',
    ],
    ['the same station twice', [...suspended.slice(0, -1), 'tadami,tadami'], 'does not join'],
    ['two lines at once', ['--line', 'yagan', ...suspended], 'one line at a time'],
    ['a substitute of trains that run', ['--line', 'tadami', ...snow, ...bus], 'say --suspended'],
    [
      'a substitute without its first day',
      [...suspended, ...bus.slice(0, 4)],
      '--substitute-from is missing',
    ],
    ['a substitute in one language', [...suspended, ...bus.slice(2)], '--substitute-ja is missing'],
    [
      'a substitute before the suspension',
      [...suspended, ...bus.slice(0, 4), '--substitute-from', '2026-11-30'],
      'before --from',
    ],
    [
      'a substitute that ends before it begins',
      [...suspended, ...bus, '--substitute-until', '2026-12-02'],
      'before --substitute-from',
    ],
    ['a substitute and none', [...suspended, ...bus, '--no-substitute'], 'nothing runs'],
  ])('refuses %s', async (_, words, why) => {
    const refused = noticeAdd.run(words)
    await expect(refused).rejects.toThrow(UsageFault)
    await expect(refused).rejects.toThrow(why)
  })
})
