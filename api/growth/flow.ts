/** An arc that carries `value` and could carry any amount more, or less down to nothing. */
export type Arc = { readonly from: string; readonly to: string; readonly value: number }

type Step<A extends Arc> = { readonly arc: A; readonly to: string; readonly forward: boolean }

function stepsFrom<A extends Arc>(arcs: readonly A[]): Map<string, Step<A>[]> {
  const steps = new Map<string, Step<A>[]>()
  const add = (node: string, step: Step<A>) => void steps.set(node, [...(steps.get(node) ?? []), step])
  for (const arc of arcs) {
    add(arc.from, { arc, to: arc.to, forward: true })
    add(arc.to, { arc, to: arc.from, forward: false })
  }
  return steps
}

/** The largest amount that can be moved from one node to another by raising and lowering arcs (Edmonds–Karp). */
export function flowBetween(arcs: readonly Arc[], from: string, to: string): number {
  const steps = stepsFrom(arcs)
  const lowered = new Map<Arc, number>()
  const room = ({ arc, forward }: Step<Arc>) => (forward ? Infinity : arc.value - (lowered.get(arc) ?? 0))
  let moved = 0
  for (;;) {
    const way = shortestWay(steps, from, to, room)
    if (way === undefined) return moved
    const amount = Math.min(...way.map(room))
    if (amount === Infinity) return Infinity
    moved += amount
    for (const { arc, forward } of way)
      lowered.set(arc, (lowered.get(arc) ?? 0) + (forward ? -amount : amount))
  }
}

function shortestWay(
  steps: Map<string, Step<Arc>[]>,
  from: string,
  to: string,
  room: (step: Step<Arc>) => number,
): Step<Arc>[] | undefined {
  const cameBy = new Map<string, { step: Step<Arc>; before: string }>()
  const queue = [from]
  for (const node of queue) {
    if (node === to) break
    for (const step of steps.get(node) ?? []) {
      if (step.to === from || cameBy.has(step.to) || room(step) <= 0) continue
      cameBy.set(step.to, { step, before: node })
      queue.push(step.to)
    }
  }
  return walkBack(cameBy, from, to)
}

function walkBack<S>(
  cameBy: ReadonlyMap<string, { step: S; before: string }>,
  from: string,
  to: string,
): S[] | undefined {
  if (!cameBy.has(to)) return undefined
  const way: S[] = []
  for (let node = to; node !== from;) {
    const { step, before } = cameBy.get(node)!
    way.unshift(step)
    node = before
  }
  return way
}

export type WayWanted<A extends Arc> = {
  readonly from: string
  readonly to: string
  /** How much each arc of the way must be able to give: an arc that is lowered needs that value. */
  readonly need: number
  readonly cost: (arc: A) => number
}

/** The arcs of the cheapest way that can move `need` from one node to another (Dijkstra); undefined when none can. */
export function cheapestWay<A extends Arc>(arcs: readonly A[], wanted: WayWanted<A>): A[] | undefined {
  const steps = stepsFrom(arcs)
  const cheapest = new Map<string, number>([[wanted.from, 0]])
  const cameBy = new Map<string, { step: Step<A>; before: string }>()
  const open = new Set([wanted.from])
  const done = new Set<string>()
  while (open.size > 0) {
    const node = [...open].reduce((a, b) => (cheapest.get(b)! < cheapest.get(a)! ? b : a))
    open.delete(node)
    done.add(node)
    for (const step of steps.get(node) ?? []) {
      if (done.has(step.to) || (!step.forward && step.arc.value < wanted.need)) continue
      const cost = cheapest.get(node)! + wanted.cost(step.arc)
      if (cost >= (cheapest.get(step.to) ?? Infinity)) continue
      cheapest.set(step.to, cost)
      cameBy.set(step.to, { step, before: node })
      open.add(step.to)
    }
  }
  return walkBack(cameBy, wanted.from, wanted.to)?.map(({ arc }) => arc)
}
