import { expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { fillRegion, isEmpty } from '../../api/seed.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

/** Makes a region of two days; `breakOff`: as if the process ended after the first. */
async function fill(place: Place, breakOff: boolean): Promise<boolean | string> {
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const progress = (): void => {
    if (breakOff) throw new Error('the power is gone')
  }
  await fillRegion({ store, hub, clock: systemClock, days: 2, progress }).catch(() => undefined)
  const answer = await isEmpty(store).catch((error: Error) => error.message)
  await store.close()
  return answer
}

test('of a region that broke off SQLite keeps nothing: the next start makes it', async () => {
  const place = await newPlace('sqlite', '')
  expect(await fill(place, true)).toBe(true)
  expect(await fill(place, false)).toBe(false)
  await place.remove()
}, 60_000)

test('a region that broke off on PostgreSQL is shown to nobody, and the operator hears why', async () => {
  const place = await newPlace('postgresql', inject('postgresqlUrl'))
  expect(await fill(place, true)).toMatch(/is not whole/)
  await place.remove()
}, 60_000)
