import { Agent, get } from 'node:http'

export type Paced = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

type Load = {
  readonly origin: string
  readonly paths: readonly string[]
  readonly perSecond: number
  readonly seconds: number
}

/**
 * Asks at an even pace, whether or not the answers before have come, as many people do who know nothing of each other.
 * A request's time counts from when it was due, so that a server that makes callers wait cannot hide it (coordinated
 * omission). autocannon's own rate sends a second's requests at once and then pauses: that measures bursts.
 */
export async function askEvenly({ origin, paths, perSecond, seconds }: Load): Promise<Paced> {
  const agent = new Agent({ keepAlive: true })
  const beginMs = performance.now() + 50
  const answers: Promise<number>[] = []
  for (let turn = 0; turn < perSecond * seconds; turn++) {
    const dueMs = beginMs + (turn * 1_000) / perSecond
    await until(dueMs)
    answers.push(ask(agent, `${origin}${paths[turn % paths.length]}`).then((atMs) => atMs - dueMs))
  }
  const times = (await Promise.all(answers)).toSorted((a, b) => a - b)
  agent.destroy()
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 10) / 10
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99) }
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
