/** Timetables of days on the device: through the worker from the hub, without signal from what is kept. */
import type { Timetable } from './device-journeys.ts'
import { keptAtHeader, plansStore, timetableAddress, timetablesStore } from './kept-page.ts'

/** The shape that this page reads; what an older build kept is none. */
const format = 2

/** A day's timetable; `keptAt` is missing of one that came from the hub just now. */
export type OnDevice = { readonly timetable: Timetable; readonly keptAt?: number }

/** The timetable of a day; undefined where there is neither signal nor one that is kept. */
export async function timetableOf(date: string): Promise<OnDevice | undefined> {
  try {
    const answer = await fetch(timetableAddress(date), { credentials: 'omit' })
    if (!answer.ok) return undefined
    const timetable = (await answer.json()) as Timetable
    if (timetable.format !== format) return undefined
    const keptAt = answer.headers.get(keptAtHeader)
    return keptAt === null ? { timetable } : { timetable, keptAt: Number(keptAt) }
  } catch {
    return undefined
  }
}

/** The days from one on whose timetables are kept, the nearest first. */
export async function keptDays(from: string): Promise<string[]> {
  if (!('caches' in globalThis)) return []
  const keys = await Promise.all(
    [timetablesStore, plansStore].map(async (name) => (await caches.open(name)).keys()),
  )
  const days = keys.flat().flatMap(({ url }) => {
    const { pathname, searchParams } = new URL(url)
    return pathname === '/api/rail/timetable' ? (searchParams.get('date') ?? []) : []
  })
  return [...new Set(days)].filter((day) => day >= from).toSorted()
}
