import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHubProcess, type HubProcess } from '../support/hub-process.ts'
import { newPlace, prepareAt, type Place } from '../support/prepared-hub.ts'

const publicOrigin = 'https://meguri.example'

let place: Place
let hub: HubProcess

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  await prepareAt(place, 1, 1_000)
  hub = await startHubProcess({ ...place.environment, PUBLIC_ORIGIN: publicOrigin, TRUSTED_PROXY: 'true' })
}, 60_000)
afterAll(() => hub.stop().then(place.remove))

type Heard = { readonly status: number; readonly cookies: readonly string[] }

/** Asks as the proxy does: plain http to this machine, with the name people used. */
const ask = (method: string, path: string, headers: Record<string, string>, body = ''): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, hub.origin),
      { method, headers: { host: 'meguri.example', ...headers } },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, cookies: answer.headers['set-cookie'] ?? [] }),
        )
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })

const openWallet = (origin: string, site: string): Promise<Heard> =>
  ask(
    'POST',
    '/wallet',
    { origin, 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams({ key: crypto.randomUUID() }).toString(),
  )

describe('behind a proxy that speaks TLS', () => {
  test('a form of our own page opens a wallet, and its cookie never travels in the open', async () => {
    const { status, cookies } = await openWallet(publicOrigin, 'same-origin')
    expect(status).toBeLessThan(400)
    expect(cookies.join('\n')).toMatch(/meguri_wallet=.*Secure/i)
  })

  test('a form of another site opens nothing', async () => {
    const { cookies } = await openWallet('https://evil.example', 'cross-site')
    expect(cookies.join('\n')).not.toContain('meguri_wallet')
  })

  test('the figures for operators are not open to whoever comes through the proxy', async () => {
    expect((await ask('GET', '/metrics', {})).status).toBeGreaterThanOrEqual(400)
  })
})
