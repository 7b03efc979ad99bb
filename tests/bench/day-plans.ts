import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { eachDayPlan } from '../../api/rail/day-plan.ts'
import { railService } from '../../api/rail/index.ts'
import { groundOf } from '../../api/rail/move-ground.ts'
import { movesOver } from '../../api/rail/move.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { wholeDay } from '../../api/rail/plan-wish.ts'

import { indexed, indexOf } from '../../api/rail/timetable-index.ts'
import { generatedRegion } from './rail-region.ts'
import type { Row } from './row.ts'

const from = 'aizu-wakamatsu'
const most = { mostStops: 4, via: [] } as const
const rounds = 15
const days = [
  ['a weekday', '2026-11-24'],
  ['a Saturday', '2026-11-28'],
] as const
const stays = [10, 20, 30, 45] as const
const targetMs = 50

/** Days out from Aizu-Wakamatsu: all of them walked through, and a whole question with its answer. */
export function dayPlansBench(): Promise<readonly Row[]> {
  const rail = railService({
    network: contentNetwork,
    holidays: holidaysOfJapan,
    clock: { now: () => Date.parse('2026-11-24T06:00:00+09:00') },
  })
  const rows: Row[] = []
  for (const [name, date] of days)
    for (const minStayMinutes of stays) {
      const day = rail.dayOf(date)
      const index = indexOf(day)
      const walked = median(() => {
        const moves = movesOver(groundOf(index), { minStayMinutes, ...wholeDay })
        return eachDayPlan(moves, { start: from, end: from, minStayMinutes, ...most }, () => undefined)
      })
      const asked = median(() => {
        const answer = rail.dayPlans({ ...question, date, minStayMinutes })
        return answer.ok ? answer.value.count : 0
      })
      const title = `${name}, stays of ${minStayMinutes} minutes`
      rows.push(
        { what: `${title}: every day walked through`, value: told(walked), ...against(walked.ms) },
        { what: `${title}: the best that differ, with what to do`, value: told(asked) },
      )
    }
  return Promise.resolve([...rows, largeRow()])
}

const question = {
  from,
  via: [],
  mostStops: 4,
  ...wholeDay,
  most: 5,
  wishes: { themes: ['hot-springs', 'photographs'], stepFree: false },
} as const

/** A generated region two hundred times as large: the guards end the search, and it says so. */
function largeRow(): Row {
  const { runs } = generatedRegion(20_261_124, 50_000)
  const start = runs[0]!.calls[0]!.stop
  const started = performance.now()
  let isWhole = true
  const moves = movesOver(groundOf(indexed({ runs, footpaths: [] })), { minStayMinutes: 30, ...wholeDay })
  const guards = { mostMoves: 40_000, onCut: () => (isWhole = false) }
  const limits = { start, end: start, minStayMinutes: 30, ...most, ...guards }
  const count = eachDayPlan(moves, limits, () => undefined, 300_000)
  return {
    what: 'a region of 50,000 connections, until its guard ends it',
    value: `${Math.round(performance.now() - started)} ms for ${count.toLocaleString('en')} days, whole: ${isWhole && count < 300_000}`,
  }
}

type Measured = { readonly ms: number; readonly count: number }

function median(work: () => number): Measured {
  let count = 0
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now()
    count = work()
    return performance.now() - started
  }).toSorted((a, b) => a - b)
  return { ms: times[Math.floor(times.length / 2)]!, count }
}

const told = ({ ms, count }: Measured): string => `${ms.toFixed(1)} ms for ${count.toLocaleString('en')} days`

const against = (ms: number) => ({
  target: `< ${targetMs} ms`,
  met: ms < targetMs ? ('yes' as const) : ('no' as const),
})
