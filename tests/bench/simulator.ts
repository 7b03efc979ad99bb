import { commandOf, simulate } from '../simulator/run.ts'
import type { Plan } from '../simulator/run.ts'
import { prepareTown } from '../simulator/template.ts'
import { optionsOf } from './row.ts'
import type { Options, Row } from './row.ts'

const hows: readonly Plan['how'][] = ['every', 'restarts', 'drawn']

/**
 * Runs seeds of the simulator, beginning with `--seed`, `--seeds` of them. One seed alone prints its whole life, line
 * by line.
 */
export async function simulatorBench(options: Options): Promise<readonly Row[]> {
  const { number, text } = optionsOf(options)
  const [from, many, acts] = [number('seed', 1), number('seeds', 1), number('acts', 200)]
  const how = hows.find((one) => one === text('how', 'drawn')) ?? 'drawn'
  const town = await prepareTown()
  const rows: Row[] = []
  for (let seed = from; seed < from + many; seed++) {
    const plan: Plan = { seed, how, acts }
    const { wrong, trace, operations, hits } = await simulate(plan, town)
    if (many === 1) process.stderr.write(`${trace.join('\n')}\n`)
    for (const line of wrong) process.stderr.write(`WRONG ${line}\n`)
    if (wrong.length > 0) process.stderr.write(`Again: ${commandOf(plan)}\n`)
    const what = `seed ${seed}, ${operations} acts, died or lost its database at ${hits.size} points`
    rows.push({ what, value: `${wrong.length} wrong`, met: wrong.length === 0 ? 'yes' : 'no' })
  }
  return rows
}
