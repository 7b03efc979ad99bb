import type { Moment, Run } from './run.ts'

/** Where a walk begins or ends: a stop of the rails, a place of the catalogue, or a point on the map. */
export type Point =
  | { readonly stop: string }
  | { readonly place: string }
  | { readonly lat: number; readonly lng: number }

/** A part of a journey on one vehicle. Times are of the day asked for, as those of its run. */
export type Ride = {
  readonly kind: 'ride'
  readonly run: Run
  /** Indexes into `run.calls`: where one boards and gets off. */
  readonly fromIndex: number
  readonly toIndex: number
  /** Stop ids. */
  readonly from: string
  readonly to: string
  readonly departure: Moment
  readonly arrival: Moment
  /**
   * Who misses this has no later way to the goal that day. last: every train that could be one is known. last-known:
   * a line that is not complete may have a later one.
   */
  readonly last?: 'last' | 'last-known'
}

/** A part of a journey on foot. */
export type Walk = {
  readonly kind: 'walk'
  readonly from: Point
  readonly to: Point
  readonly walkMinutes: number
  readonly departureMinute: number
  readonly arrivalMinute: number
  /** Reckoned from the straight distance: "about". Otherwise its sources state it. */
  readonly isEstimated: boolean
  /** Source ids. */
  readonly sources: readonly string[]
}

export type Leg = Ride | Walk

/** A way from a start to a goal: who keeps to it is at the start by its departure and at the goal by its arrival. */
export type Journey = {
  /** When one must leave at the latest: the earliest minute of the first train, less the walk to it. */
  readonly departureMinute: number
  /** When one is there at the latest. */
  readonly arrivalMinute: number
  /** Vehicles boarded, less one; staying seated is no change. */
  readonly changes: number
  readonly walkMinutes: number
  readonly legs: readonly Leg[]
}
