import { gzipSync } from 'node:zlib'
import type { CDPSession, Page } from 'playwright'
import type { Row } from './row.ts'

/** A slow phone: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back. */
const slowdown = 4
const line = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000, offline: false }

/** Its window, for a browser's context. */
export const phoneWindow = {
  viewport: { width: 360, height: 780 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/** Its speed alone: a quarter of this machine's. */
export async function slowProcessor(session: CDPSession): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
}

/** A page as a slow phone has it: its processor and its line. */
export async function slowPhone(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', line)
  await slowProcessor(session)
  return session
}

/** Counts the compressed bytes of the scripts that a page loads from now on, and of those that stand in it. */
export async function countScript(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const wanted = new Set<string>()
  let loaded = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') wanted.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (wanted.has(requestId)) loaded += encodedDataLength
  })
  return async () => {
    const inPage = await page.locator('script:not([src]):not([type*=json])').allTextContents()
    return inPage.reduce((sum, text) => sum + gzipSync(text).length, loaded)
  }
}

/** Bytes of script beside the most that a page may load. */
export const scriptRow = (what: string, bytes: number, bytesMax: number): Row => ({
  what,
  value: `${(bytes / 1_000).toFixed(1)} kB`,
  target: `< ${bytesMax / 1_000} kB`,
  met: bytes < bytesMax ? 'yes' : 'no',
})

/** The middle, the best and the worst of some durations. */
export function spread(took: readonly number[]): { readonly middle: number; readonly text: string } {
  const sorted = took.toSorted((a, b) => a - b)
  const middle = Math.round(sorted[Math.floor(sorted.length / 2)]!)
  return { middle, text: `${Math.round(sorted[0]!)} to ${Math.round(sorted.at(-1)!)} ms` }
}

/** The middle of some durations beside the most that it may be. */
export function within(
  took: readonly number[],
  most: number,
): Pick<Row, 'p50Ms' | 'value' | 'target' | 'met'> {
  const { middle, text } = spread(took)
  return { p50Ms: middle, value: text, target: `< ${most} ms`, met: middle < most ? 'yes' : 'no' }
}
