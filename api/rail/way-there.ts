import type { ThingToDo } from './thing-to-do.ts'

/** How one gets from the station to something, as far as anybody tells. */
type Way = Pick<ThingToDo, 'walk' | 'ride' | 'straightKm'>

/** On foot there and back; 0 where nobody knows. */
export const walkBothWays = ({ walk }: Way): number => 2 * (walk?.minutes ?? 0)

/**
 * One way from the station; 0 where nobody knows. Nobody told us when a bus goes: waiting for it is reckoned as long as
 * riding it (our assumption).
 */
export const minutesThere = ({ walk, ride }: Way): number =>
  walk?.minutes ?? (ride?.minutes ?? 0) * (ride?.by === 'bus' ? 2 : 1)

/**
 * Whether somebody who came by train may be sent there without having asked for it: on foot, by a bus of which a source
 * tells how long it takes, or where nothing contradicts a walk.
 */
export const isWithinReach = ({ walk, ride, straightKm }: Way): boolean => {
  if (walk !== undefined) return true
  return ride === undefined ? straightKm === undefined : ride.by === 'bus' && ride.minutes !== undefined
}
