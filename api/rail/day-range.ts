import { reachedFrom } from './earliest-arrival.ts'
import { type Ends, type Path, pathOf } from './path.ts'
import { impossible, type TimetableIndex } from './timetable-index.ts'

/**
 * Every way from start to goal on a day that no other way is better than by departure (later), arrival (earlier),
 * changes and minutes on foot (fewer): of those equal in all four, one. From a minute on; in the order of departure.
 *
 * One scan of the connections backwards (profile scan, Dibbelt et al. 2013) that keeps at each stop and in each vehicle
 * all ways on that none beats. What cannot be reached from the start is left out; so is a way on that a whole journey
 * beats already, for what it would begin leaves no later.
 */
export function dayRange(index: TimetableIndex, ends: Ends, fromMinute: number): Path[] {
  const search = searchOf(index, ends, fromMinute)
  const { order } = index
  for (let hop = order.length - 1; hop >= 0 && order[hop]! >= fromMinute; hop--) search.scan(hop)
  return search
    .found()
    .map((rides) => pathOf(index, ends, rides))
    .toSorted((a, b) => a.departureMinute - b.departureMinute || a.arrivalMinute - b.arrivalMinute)
}

function searchOf(index: TimetableIndex, ends: Ends, fromMinute: number) {
  const { board, alight, from, to, run, change, walksFrom, order } = index
  const { access, egress } = ends
  const { ready, boarded } = reachedFrom(index, ends, fromMinute, true)
  const { arrival, changes, walk, off, next, link, beats, ...labels } = newLabels()
  const { on, item, later, front } = labels
  const ofVehicle = new Int32Array(index.runs.length).fill(-1)
  const ofStop = new Int32Array(index.stops.length).fill(-1)
  const frontOf = new Int32Array(index.stops.length).fill(-1)
  /** Whole journeys that no other found so far beats. */
  let starts: Start[] = []

  /** Whether a whole journey that leaves at a minute or later is as good as an item, with a walk before it. */
  const isBeaten = (one: number, minute: number, foot: number): boolean => {
    for (const start of starts)
      if (
        start.minute >= minute &&
        start.arrival <= arrival[one]! &&
        start.changes <= changes[one]! &&
        start.walk <= walk[one]! + foot
      )
        return true
    return false
  }

  /** After a connection, walk so far and board by an entry (-1: one is at the goal). */
  const addItem = (hop: number, entry: number, foot: number): void => {
    const then = entry < 0 ? -1 : item[entry]!
    const made = labels.items()
    arrival[made] = then < 0 ? alight[hop]! + foot : arrival[then]!
    changes[made] = then < 0 ? 0 : changes[then]! + 1
    walk[made] = then < 0 ? foot : walk[then]! + foot
    if (isBeaten(made, order[hop]!, 0)) return
    const vehicle = run[hop]!
    let before = -1
    for (let one = ofVehicle[vehicle]!; one >= 0; one = link[one]!) {
      if (beats(one, made)) return
      if (!beats(made, one)) before = one
      else if (before < 0) ofVehicle[vehicle] = link[one]!
      else link[before] = link[one]!
    }
    off[made] = hop
    next[made] = entry
    link[made] = ofVehicle[vehicle]!
    ofVehicle[vehicle] = made
    labels.keepItem()
  }

  /** The ways on from a stop for who can board there from a minute on. */
  const changeAt = (hop: number, stop: number, minute: number, foot: number): void => {
    for (let entry = ofStop[stop]!; entry >= 0; entry = later[entry]!)
      if (board[on[entry]!]! >= minute) addItem(hop, entry, foot)
  }

  /** Board a connection where it begins and ride on by an item of its vehicle. */
  const addEntry = (hop: number, then: number): void => {
    const stop = from[hop]!
    let before = -1
    for (let one = frontOf[stop]!; one >= 0; one = front[one]!) {
      if (beats(item[one]!, then)) return
      if (!beats(then, item[one]!)) before = one
      else if (before < 0) frontOf[stop] = front[one]!
      else front[before] = front[one]!
    }
    const made = on.push(hop) - 1
    item.push(then)
    later.push(ofStop[stop]!)
    front.push(frontOf[stop]!)
    ofStop[stop] = frontOf[stop] = made
    if (access[stop]! < impossible) addStart(made, board[hop]! - access[stop]!, access[stop]!)
  }

  const addStart = (entry: number, minute: number, foot: number): void => {
    const then = item[entry]!
    if (minute < fromMinute || isBeaten(then, minute, foot)) return
    const made = {
      minute,
      arrival: arrival[then]!,
      changes: changes[then]!,
      walk: walk[then]! + foot,
      entry,
    }
    starts = starts.filter((one) => !isNoBetter(one, made))
    starts.push(made)
  }

  const scan = (hop: number): void => {
    const vehicle = run[hop]!
    if (boarded[vehicle]! < 0 || boarded[vehicle]! > hop) return
    const stop = to[hop]!
    const minute = alight[hop]!
    if (minute < impossible) {
      if (egress[stop]! < impossible) addItem(hop, -1, egress[stop]!)
      changeAt(hop, stop, minute + change[stop]!, 0)
      for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++)
        changeAt(hop, walksFrom.stop[i]!, minute + walksFrom.minutes[i]!, walksFrom.minutes[i]!)
    }
    if (ready[from[hop]!]! > board[hop]!) return
    for (let one = ofVehicle[vehicle]!; one >= 0; one = link[one]!) addEntry(hop, one)
  }

  const ridesFrom = (entry: number): [number, number][] => {
    const then = item[entry]!
    const ride: [number, number] = [on[entry]!, off[then]!]
    return next[then]! < 0 ? [ride] : [ride, ...ridesFrom(next[then]!)]
  }

  return { scan, found: () => starts.map(({ entry }) => ridesFrom(entry)) }
}

/** A whole journey: when it sets out, what counts, and the entry it begins with. */
type Start = {
  readonly minute: number
  readonly arrival: number
  readonly changes: number
  readonly walk: number
  readonly entry: number
}

const isNoBetter = (a: Start, b: Start): boolean =>
  a.minute <= b.minute && a.arrival >= b.arrival && a.changes >= b.changes && a.walk >= b.walk

/**
 * The ways on that a search finds. Lists of plain numbers, linked by index: a search makes thousands of them.
 *
 * An item is a way on from inside a vehicle: get off after connection `off`, then board by entry `next` (-1: one is at
 * the goal); with its arrival, the changes and the minutes on foot to come. `link` is the next item of the vehicle.
 *
 * An entry is a way on from a stop: board connection `on`, then as `item`. `later` is the entry of the stop that was
 * found before it and leaves no earlier; `front` the next one of those that no other of the stop beats.
 */
function newLabels() {
  const [arrival, changes, walk]: [number[], number[], number[]] = [[], [], []]
  let items = 0
  return {
    arrival,
    changes,
    walk,
    off: [] as number[],
    next: [] as number[],
    link: [] as number[],
    on: [] as number[],
    item: [] as number[],
    later: [] as number[],
    front: [] as number[],
    /** How many items are kept; the next one is written there. */
    items: () => items,
    keepItem: () => void items++,
    /** Whether an item is as good as another in all that counts. */
    beats: (a: number, b: number): boolean =>
      arrival[a]! <= arrival[b]! && changes[a]! <= changes[b]! && walk[a]! <= walk[b]!,
  }
}
