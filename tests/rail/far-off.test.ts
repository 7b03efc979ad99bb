import { describe, expect, test } from 'vitest'
import type { Place } from '../../content/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { thingsOn } from '../../api/rail/thing-to-do.ts'
import { isWithinReach, minutesThere } from '../../api/rail/way-there.ts'
import { hindranceOf, valueOf } from '../../api/rail/wishes.ts'
import { noWishes } from './drawn-plan.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { festival, north, place, ride, walk } from './drawn-things.ts'
import { holidays, network } from './small-network.ts'

const day = { date: tuesday, closures: [], holidays }

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

  test('stands in a plan, with that distance and without a walk, only for who names it', async () => {
    const runs = [
      run('down', [['castle', 480], ['snow', 540]]),
      run('up', [['snow', 700], ['castle', 760]], { direction: 'up' }),
    ] // prettier-ignore
    const rail = drawnRail({ feeds: () => [feed({ runs })], places: [place('bath', 'snow', north(9))] })
    const ask = async (more: string) => {
      const answer = await railRoutes({ rail }).request(
        `/rail/day-plans?from=castle&date=${tuesday}&minStay=60${more}`,
      )
      return (await answer.json()) as {
        plans: { stops: { things: object[] }[] }[]
        unmet: { reason: string }[]
      }
    }
    expect((await ask('')).plans.flatMap(({ stops }) => stops.flatMap(({ things }) => things))).toEqual([])
    expect((await ask('&wishes=hot-springs')).unmet).toMatchObject([{ reason: 'beyond_walking' }])
    const { plans } = await ask('&via=bath')
    expect(plans[0]!.stops[0]!.things).toMatchObject([{ id: 'bath', straightKm: 9 }])
    expect(plans[0]!.stops[0]!.things[0]).not.toHaveProperty('walkMinutes')
  })
})

describe('the way to something', () => {
  test.each<[string, Partial<Place>, number, boolean]>([
    ['is the walk that a source states', walk('snow', 15), 15, true],
    ['– also beside a ride', { ...walk('snow', 15), ...ride('car', 3) }, 15, true],
    ['of which nobody tells anything may be walked: no minutes are reckoned', {}, 0, true],
    ['by bus takes its minutes and as long again for waiting', { ...north(9), ...ride('bus', 20) }, 40, true],
    ['by a bus without minutes is none that one may be sent', ride('bus'), 0, false],
    ['by car takes its minutes; nobody is sent who did not ask', ride('car', 25), 25, false],
    ['by a taxi of which only the word is known, neither', ride('car'), 0, false],
    ['that is too far to walk, neither', north(9), 0, false],
  ])('%s', (_, told, minutes, isSent) => {
    expect(minutesThere(drawn(told))).toBe(minutes)
    expect(isWithinReach(drawn(told))).toBe(isSent)
  })

  test.each<[string, number, 'too_short' | undefined]>([
    ['an hour there after two rides of 40 minutes with their waiting', 140, undefined],
    ['– a minute less, and it is left out', 139, 'too_short'],
  ])('%s', (_, stayMinutes, hindrance) => {
    const stay = { at: 'snow', arrivalMinute: 600, departureMinute: 600 + stayMinutes }
    const bath = drawn({ ...north(9), ...ride('bus', 20) })
    const light = { riseMinute: 360, setMinute: 1080 }
    expect(hindranceOf(bath, stay, light, noWishes)).toBe(hindrance)
  })

  test('to a festival is that to the place where it is held, or its own', () => {
    const sights = { ...network([]), places: [place('lake', 'snow', ride('car'))] }
    const held = (told: object) => {
      const event = { ...festival('fest', 'snow', [11, 24]), ...told }
      return thingsOn(day, { ...sights, events: [event] })
        .get('snow')!
        .at(-1)!
    }
    expect(held({ place: 'lake' }).ride).toEqual({ by: 'car' })
    expect(held({ place: 'lake', ...ride('bus', 12) }).ride).toEqual({ by: 'bus', minutes: 12 })
    expect(held({}).ride).toBeUndefined()
  })
})
