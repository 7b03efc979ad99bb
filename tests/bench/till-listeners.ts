import { Agent, get } from 'node:http'
import type { Arrival, Listeners } from './till.ts'

/** Tills in a process of their own: each keeps a line to the hub open and notes when each payment arrives. */
const arrivals: Arrival[] = []
/** How long it waits for payments that are still missing. */
const patienceMs = 5_000

process.on('message', (said: Listeners | { readonly expected: number }) => {
  if ('expected' in said) void report(said.expected)
  else void connectAll(said)
})

async function connectAll({ origin, tills }: Listeners): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  for (let n = 0; n < tills.length; n += 20)
    await Promise.all(tills.slice(n, n + 20).map((till) => connect(agent, origin, till)))
  process.send?.('listening')
}

/** Resolves when the line has said its first word. */
const connect = (agent: Agent, origin: string, { merchantId, cookie }: Listeners['tills'][number]) =>
  new Promise<void>((resolve, reject) => {
    get(`${origin}/api/merchants/${merchantId}/payments/told`, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a till was answered ${answer.statusCode}`))
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        const at = Date.now()
        text += chunk
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          if (text.includes('event: payments')) resolve()
          note(text.slice(0, end), at)
          text = text.slice(end + 2)
        }
      })
    }).once('error', reject)
  })

function note(event: string, at: number): void {
  const data = /^data: (.*)$/m.exec(event)?.[1]
  if (data === undefined) return
  const { payments } = JSON.parse(data) as { payments: { paymentId: string; paidAt: number }[] }
  for (const { paymentId, paidAt } of payments) arrivals.push({ paymentId, afterMs: at - paidAt })
}

async function report(expected: number): Promise<void> {
  const until = Date.now() + patienceMs
  while (arrivals.length < expected && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50))
  // One that is told twice comes late.
  await new Promise((resolve) => setTimeout(resolve, 500))
  process.send?.(arrivals)
}
