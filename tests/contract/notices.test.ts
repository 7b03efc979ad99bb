import { beforeEach, expect, test } from 'vitest'
import { railService, servedNotices } from '../../api/rail/index.ts'
import type { KeptNotice } from '../../api/rail/kept-notice.ts'
import { noticeStore } from '../../api/rail/repository-notices.ts'
import { at, holidays, network, train } from '../rail/small-network.ts'
import { onEveryEngine } from '../support/engines.ts'

const source = {
  id: 'notice-1',
  title: { ja: '駅', en: 'Station' },
  publisher: 'Station',
  checked: '2026-11-24',
}
const notice = (id: string, told: Partial<KeptNotice> = {}): KeptNotice => ({
  id,
  words: { ja: '雪のため', en: 'Because of snow' },
  lines: ['valley'],
  stations: [],
  from: '2026-11-24',
  until: '2026-11-25',
  source: { ...source, id: `notice-${id}` },
  ...told,
})
const valleyTrain = train('t1', [at('castle', { dep: '08:00' }), at('snow', { arr: '09:00' })])

onEveryEngine('notices', (store) => {
  let now = Date.parse('2026-11-24T03:00:00Z')
  const failures: unknown[] = []
  const clock = { now: () => (now += 2_000) }
  const served = () =>
    servedNotices({ store: noticeStore(store()), clock, failed: (error) => failures.push(error) })
  const told = async (date: string) => {
    const notices = served()
    await notices.refresh()
    return notices.on(date).map(({ id }) => id)
  }

  beforeEach(async () => {
    failures.length = 0
    await store().raw('delete from rail_notices')
  })

  test('are told on their days, both with them, the oldest first; an open one from its first day on', async () => {
    await noticeStore(store()).add(notice('b'), 2)
    const { until: _, ...open } = notice('a')
    await noticeStore(store()).add(open, 3)
    expect(await told('2026-11-23')).toEqual([])
    expect(await told('2026-11-24')).toEqual(['b', 'a'])
    expect(await told('2026-11-25')).toEqual(['b', 'a'])
    expect(await told('2026-11-26')).toEqual(['a'])
  })

  test('end once, and stay readable in the database', async () => {
    const kept = noticeStore(store())
    await kept.add(notice('a'), 1)
    expect(await kept.end('a', 2)).toBe(true)
    expect(await kept.end('a', 3)).toBe(false)
    expect(await kept.end('nothing', 3)).toBe(false)
    expect(await told('2026-11-24')).toEqual([])
    expect(await store().raw('select id, ended_at from rail_notices')).toEqual([
      { id: 'a', ended_at: expect.anything() },
    ])
  })

  test('said by one process are told by another that was already running', async () => {
    const running = served()
    await running.refresh()
    const before = running.version()
    await noticeStore(store()).add(notice('a'), 1)
    await running.refresh()
    expect(running.on('2026-11-24')).toHaveLength(1)
    expect(running.version()).not.toBe(before)
    await noticeStore(store()).end('a', 2)
    await running.refresh()
    expect(running.on('2026-11-24')).toEqual([])
    expect(failures).toEqual([])
  })

  test('that take trains off a line are suspensions, and leave no journey, with the reason and who says so', async () => {
    const substitute = { words: { ja: 'バス', en: 'A bus' }, start: '2026-11-25' }
    await noticeStore(store()).add(notice('a', { cut: { line: 'valley' }, substitute }), 1)
    const notices = served()
    await notices.refresh()
    const rail = railService({ network: network([valleyTrain]), holidays, clock, notices })
    const asked = { from: 'castle', to: 'snow', time: '05:00' }
    const cut = rail.journeys({ ...asked, date: '2026-11-24' })
    expect(cut.ok && [cut.value.journeys.length, cut.value.reason]).toEqual([0, 'line_suspended'])
    expect(cut.ok && cut.value).toMatchObject({
      notices: [],
      suspensions: [{ id: 'a', from: [], end: '2026-11-25', substitute: { state: 'not-yet' } }],
    })
    expect(rail.dayOf('2026-11-25').suspensions).toMatchObject([
      { substitute: { state: 'runs', start: '2026-11-25', words: substitute.words } },
    ])
    expect(rail.sourcesOf(['notice-a']).map(({ publisher }) => publisher)).toEqual(['Station'])
    const after = rail.journeys({ ...asked, date: '2026-11-26' })
    expect(after.ok && [after.value.journeys.length, after.value.reason]).toEqual([1, undefined])
  })
})
