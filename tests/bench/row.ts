/** One line of the table. `met` compares with the target where the project has one. */
export type Row = {
  readonly what: string
  readonly perSecond?: number
  readonly p50Ms?: number
  readonly p99Ms?: number
  readonly value?: string
  readonly target?: string
  readonly met?: 'yes' | 'no'
}

/** What stands behind the names on the command line: `--length=1000` is `{ length: '1000' }`. */
export type Options = Readonly<Record<string, string>>

export type Bench = (options: Options) => Promise<readonly Row[]>

/** Reads options with what holds without them. */
export const optionsOf = (options: Options) => ({
  text: (name: string, otherwise: string): string => options[name] ?? otherwise,
  number: (name: string, otherwise: number): number => {
    const value = Number(options[name] ?? otherwise)
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number`)
    return value
  },
})

const round = (value: number): number => Math.round(value * 100) / 100

/** Sorted durations in, the row's numbers out. */
export function measured(
  durationsMs: readonly number[],
  totalMs: number,
): { perSecond: number; p50Ms: number; p99Ms: number } {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    perSecond: Math.round(sorted.length / (totalMs / 1000)),
    p50Ms: round(at(0.5)),
    p99Ms: round(at(0.99)),
  }
}

/** Runs `act` for the turns 0 to `turns` - 1 from `lanes` loops side by side. */
export async function inLanes(
  lanes: number,
  turns: number,
  act: (turn: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let turn = next++; turn < turns; turn = next++) await act(turn)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Runs `act` from `lanes` loops side by side for `forMs` and measures each. */
export async function loop(
  lanes: number,
  forMs: number,
  act: (lane: number, round: number) => Promise<void>,
) {
  const durations: number[] = []
  const started = performance.now()
  const lane = async (number: number): Promise<void> => {
    for (let round = 0; performance.now() - started < forMs; round++) {
      const before = performance.now()
      await act(number, round)
      durations.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  return measured(durations, performance.now() - started)
}
