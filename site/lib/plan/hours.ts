import type { Leg, Plan, Stop } from './answer.ts'

/** A plan in the order of its hours: rides, walks and stays. */
export type Hour =
  | { readonly kind: 'leg'; readonly at: string; readonly leg: Leg }
  | { readonly kind: 'stay'; readonly at: string; readonly stop: Stop }

/** Legs and stays of a plan by when they begin; a stay comes before the leg that ends it. */
export const hoursOf = ({ legs, stops }: Plan): Hour[] =>
  [
    ...stops.map((stop) => ({ kind: 'stay' as const, at: stop.arrival, stop })),
    ...legs.map((leg) => ({ kind: 'leg' as const, at: leg.departure, leg })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))

/** Ids of the stations at which a plan touches the ground, in order. */
export const stationsOf = ({ legs }: Plan): string[] => [
  ...new Set(
    legs.flatMap(({ from, to }) => [from, to].filter(({ kind }) => kind === 'station').map(({ id }) => id)),
  ),
]

/** Every source that a plan stands on. */
export const sourcesOfPlan = ({ legs, stops }: Plan): string[] => [
  ...legs.flatMap(({ source }) => source),
  ...stops.flatMap(({ things }) => things.flatMap(({ source }) => source)),
]
