import { Agent, get } from 'node:http'
import type { Load, Paced } from './paced.ts'

/**
 * A request's time counts from when it was due, so that a server that makes callers wait cannot hide it (coordinated
 * omission).
 */
async function call({ origin, paths, perSecond, stretchesSeconds }: Load): Promise<Paced[]> {
  const agent = new Agent({ keepAlive: true })
  const everyMs = 1_000 / perSecond
  let dueMs = performance.now() + 50
  let turn = 0
  const stretches = []
  for (const seconds of stretchesSeconds) {
    const answers: Promise<number>[] = []
    for (let left = seconds * perSecond; left > 0; left--) {
      dueMs += everyMs
      await until(dueMs)
      answers.push(timed(dueMs, ask(agent, `${origin}${paths[turn++ % paths.length]}`)))
    }
    stretches.push(answers)
  }
  const times = await Promise.all(stretches.map((answers) => Promise.all(answers)))
  agent.destroy()
  return times.map((timesMs) => ({ perSecond, ...quantiles(timesMs.toSorted((a, b) => a - b)) }))
}

const timed = async (dueMs: number, answered: Promise<number>): Promise<number> => (await answered) - dueMs

function quantiles(sortedMs: readonly number[]): { readonly p50Ms: number; readonly p99Ms: number } {
  const at = (share: number) => Math.round(sortedMs[Math.floor(sortedMs.length * share)]! * 10) / 10
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}

/** A timer wakes up to a millisecond late: the last stretch is waited out turn by turn. */
async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now()
  if (leftMs > 2) await new Promise((resolve) => setTimeout(resolve, leftMs - 2))
  while (performance.now() < dueMs) await new Promise((resolve) => setImmediate(resolve))
}

/** When the whole answer has come. */
const ask = (agent: Agent, url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
      answer.resume().once('end', () => resolve(performance.now()))
    }).once('error', reject)
  })

process.send?.(await call(JSON.parse(process.argv[2]!) as Load))
process.disconnect?.()
