import type { Text } from '../../content/index.ts'
import type { Call, Run } from './run.ts'
import type { Cut } from './suspension.ts'
import { type KnownStop, type KnownTrain, withCalls } from './timetable.ts'
import { type Hop, hopKey, type Rails, type Tracks, tracksOf, wayBetween } from './track.ts'
import type { Vehicle } from './vehicles.ts'

/** Where no train runs on a day: the hops of the cuts, and how to name a station. */
export type Closed = {
  readonly tracks: Tracks
  readonly hops: ReadonlySet<string>
  readonly nameOf: (station: string) => Text
}

/** The hops that the cuts close. A cut whose stations do not lie on its line closes nothing. */
export function closedBy(cuts: readonly Cut[], tracks: Tracks): ReadonlySet<string> {
  return new Set(cuts.flatMap((cut) => hopsOfCut(cut, tracks).map(hopKey)))
}

/** Whether a cut closes anything: its stations lie on its line. */
export const onTheRails = (cut: Cut, lines: readonly Rails[]): boolean =>
  hopsOfCut(cut, tracksOf(lines)).length > 0

/** The hops that one cut closes. */
export function hopsOfCut({ line, from, to }: Cut, tracks: Tracks): readonly Hop[] {
  if (from === undefined || to === undefined)
    return [...tracks.values()].flat().filter((hop) => hop.line === line)
  return (wayBetween(tracks, { from, to }, [line]) ?? []).filter((hop) => hop.line === line)
}

/** What is left of the vehicles of a day. A train loses the part that is closed; what remains on both sides runs. */
export function cutVehicles(vehicles: readonly Vehicle[], closed: Closed): Vehicle[] {
  if (closed.hops.size === 0) return [...vehicles]
  return vehicles.flatMap(({ train, run }) => {
    if (run === undefined) return cutTrain(train, closed).map((left) => ({ train: left }))
    return run.mode === 'train' ? cutRun({ train, run }, closed) : [{ train, run }]
  })
}

const isClosedWay = (way: readonly Hop[] | undefined, { hops }: Closed): boolean =>
  way?.some((hop) => hops.has(hopKey(hop))) === true

type Riding = { readonly train: KnownTrain; readonly run: Run }

function cutRun({ train, run }: Riding, closed: Closed): Vehicle[] {
  const pieces = piecesOf(run, closed)
  if (pieces.length === 1) return [{ train, run }]
  return pieces
    .map((calls) => {
      const ends = { isFirst: calls[0] === run.calls[0], isLast: calls.at(-1) === run.calls.at(-1) }
      return { ends, calls: endsTrimmed(calls, ends) }
    })
    .filter(({ calls }) => calls.length > 1)
    .map((piece, i) => vehicleOf(piece, { train, run, suffix: i === 0 ? '' : `/${i + 1}`, closed }))
}

type Piece = { readonly calls: readonly Call[]; readonly ends: Ends }
type Whole = Riding & { readonly suffix: string; readonly closed: Closed }

function vehicleOf({ calls, ends }: Piece, { train, run, suffix, closed }: Whole): Vehicle {
  const station = calls.at(-1)!.stop
  const name = closed.nameOf(station)
  const piece = { ...run, ...(ends.isLast ? {} : { to: name }), id: `${run.id}${suffix}`, calls }
  const left = { ...train, ...(ends.isLast ? {} : { to: { station, name } }), id: `${train.id}${suffix}` }
  const known = withCalls(left, piece)
  return { train: { ...known, stops: oursOnly(known.stops, ends) }, run: piece }
}

/** The calls of a run in groups that no closed hop parts. */
function piecesOf(run: Run, closed: Closed): Call[][] {
  const pieces: Call[][] = [[]]
  for (const [i, call] of run.calls.entries()) {
    const before = run.calls[i - 1]
    const lines = [before?.line ?? run.line]
    const way = before && wayBetween(closed.tracks, { from: before.stop, to: call.stop }, lines)
    if (isClosedWay(way, closed)) pieces.push([])
    pieces.at(-1)!.push(call)
  }
  return pieces
}

type Ends = { readonly isFirst: boolean; readonly isLast: boolean }

/** Nobody arrives where a piece begins nor leaves where it ends; a border that is only passed is no end. */
function endsTrimmed(calls: readonly Call[], { isFirst, isLast }: Ends): Call[] {
  const held = calls.slice(calls.findIndex(isHeld), calls.findLastIndex(isHeld) + 1)
  return held.map(({ arrival, departure, ...call }, i) => ({
    ...call,
    ...(arrival === undefined || (i === 0 && !isFirst) ? {} : { arrival }),
    ...(departure === undefined || (i === held.length - 1 && !isLast) ? {} : { departure }),
  }))
}

const isHeld = ({ arrival, departure }: Call): boolean => arrival !== undefined || departure !== undefined

/** Stops beyond our lines stay only with the piece that reaches them. */
function oursOnly(stops: readonly KnownStop[], { isFirst, isLast }: Ends): KnownStop[] {
  const ours = stops.map(({ station }) => station !== null)
  return stops.slice(isFirst ? 0 : ours.indexOf(true), isLast ? undefined : ours.lastIndexOf(true) + 1)
}

/** A train that is known at single stops only: it is gone from inside, and ends where its way is closed. */
function cutTrain(train: KnownTrain, closed: Closed): KnownTrain[] {
  const isInside = (station: string): boolean => {
    const hops = (closed.tracks.get(station) ?? []).filter(({ line }) => train.lines.includes(line))
    return hops.length > 0 && hops.every((hop) => closed.hops.has(hopKey(hop)))
  }
  const left = train.stops.filter(({ station }) => station === null || !isInside(station))
  const goal = train.to?.station
  const from = left.findLast(({ station }) => station !== null)?.station
  if (from == null) return []
  if (goal === undefined) return [{ ...train, stops: left }]
  const way = wayBetween(closed.tracks, { from, to: goal }, train.lines) ?? []
  const open = way.findIndex((hop) => closed.hops.has(hopKey(hop)))
  if (open === -1) return [{ ...train, stops: left }]
  const end = way[open]!.from
  if (end === from) return withoutDeparture(train, left)
  return [{ ...train, to: { station: end, name: closed.nameOf(end) }, stops: left }]
}

/** It ends where it stands: who waits there for it to leave waits in vain. */
function withoutDeparture(train: KnownTrain, stops: readonly KnownStop[]): KnownTrain[] {
  const left = stops
    .filter(({ arrival }) => arrival !== undefined)
    .map((stop) => {
      const { departure: _, ...ends } = stop
      return ends
    })
  return left.length === 0 ? [] : [{ ...train, stops: left }]
}
