import { describe, expect, test } from 'vitest'
import type { Place } from '../../content/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { thingsOn } from '../../api/rail/thing-to-do.ts'
import { valueOf } from '../../api/rail/wishes.ts'
import { noWishes } from './drawn-plan.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { place, walk } from './drawn-things.ts'
import { holidays, network } from './small-network.ts'

const day = { date: tuesday, closures: [], holidays }

/** So many kilometres north of the drawn stations, in a straight line. */
const north = (km: number): Pick<Place, 'position'> => ({
  position: { quality: 'unverified', lat: 37.4948 + km / 111.195, lng: 139.9298, source: ['drawn'] },
})

const drawn = (told: Partial<Place>) =>
  thingsOn(day, { ...network([]), places: [place('bath', 'snow', told)] }).get('snow')![0]!

describe('what lies too far off to walk', () => {
  test.each<[string, Partial<Place>, number | undefined]>([
    ['is told with its distance in a straight line', north(9), 9],
    ['– an hour of walking (1.3 × 3.6 km) is still a walk that nobody states', north(3.6), undefined],
    ['– and beyond the hour it is none', north(3.8), 3.8],
    ['– unless a source states the walk', { ...north(9), ...walk('snow', 110) }, undefined],
    ['– and of what lies nowhere that we know nothing is said', {}, undefined],
  ])('%s', (_, told, km) => {
    expect(drawn(told).straightKm).toBe(km)
  })

  test('is worth less than what may be near', () => {
    expect(valueOf(drawn(north(9)), noWishes)).toBeLessThan(valueOf(drawn({}), noWishes))
  })

  test('is the Tadami Museum of Things and Life, seen from Tadami', () => {
    const museum = thingsOn(day, contentNetwork).get('tadami')!.find(({ id }) => id === 'tadami-things-museum')! // prettier-ignore
    expect(museum.walk).toBeUndefined()
    expect(museum.straightKm).toBeCloseTo(9, 0)
  })

  test('stands in a plan with that distance and without a walk', async () => {
    const runs = [
      run('down', [['castle', 480], ['snow', 540]]),
      run('up', [['snow', 700], ['castle', 760]], { direction: 'up' }),
    ] // prettier-ignore
    const rail = drawnRail({ feeds: () => [feed({ runs })], places: [place('bath', 'snow', north(9))] })
    const answer = await railRoutes({ rail }).request(
      `/rail/day-plans?from=castle&date=${tuesday}&minStay=60`,
    )
    const { plans } = (await answer.json()) as { plans: { stops: { things: object[] }[] }[] }
    expect(plans[0]!.stops[0]!.things).toMatchObject([{ id: 'bath', straightKm: 9 }])
    expect(plans[0]!.stops[0]!.things[0]).not.toHaveProperty('walkMinutes')
  })
})
