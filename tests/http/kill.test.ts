import { describe, expect, inject, test } from 'vitest'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace, prepareAt, wrongRowsAt, type Purse } from '../support/prepared-hub.ts'

const payers = 32
const yenEach = 40_000
const acknowledgedBeforeKill = 400

type Attempt = { readonly purse: Purse; readonly key: string; paymentId?: string }

async function pay(origin: string, merchantId: string, attempt: Attempt): Promise<void> {
  const response = await fetch(`${origin}/api/payments`, {
    method: 'POST',
    headers: {
      cookie: attempt.purse.cookie,
      origin,
      'content-type': 'application/json',
      'idempotency-key': attempt.key,
    },
    body: JSON.stringify({ merchantId, amountYen: 7 }),
  })
  const body = (await response.json()) as { paymentId?: string; code?: string }
  if (!response.ok) throw new Error(`refused: ${body.code}`)
  attempt.paymentId = body.paymentId!
}

/** Pays again and again until the server is gone; every attempt is written down before it is sent. */
async function payUntilGone(
  origin: string,
  merchantId: string,
  purse: Purse,
  told: (attempt: Attempt) => void,
): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  for (;;) {
    const attempt: Attempt = { purse, key: `pay-${purse.walletId}-${attempts.length}` }
    attempts.push(attempt)
    try {
      await pay(origin, merchantId, attempt)
      told(attempt)
    } catch (error) {
      // Gone in the middle: the payer does not know whether this one was stored.
      if (error instanceof TypeError || error instanceof SyntaxError) return attempts
      throw error
    }
  }
}

describe.each(['sqlite', 'postgresql'] as const)('kill -9 in the middle of 32 payers on %s', (engine) => {
  test(
    'every acknowledged payment is there once, and the books are right',
    { timeout: 120_000 },
    async () => {
      const place = await newPlace(engine, inject('postgresqlUrl'))
      const { merchantId, purses } = await prepareAt(place, payers, yenEach)
      const first = await startHubProcess(place.environment)
      let acknowledged = 0
      let kill: Promise<void> | undefined
      const told = (): void => {
        acknowledged += 1
        if (acknowledged >= acknowledgedBeforeKill) kill ??= first.kill()
      }
      const attempts = (
        await Promise.all(purses.map((purse) => payUntilGone(first.origin, merchantId, purse, told)))
      ).flat()
      await kill
      expect(acknowledged).toBeGreaterThanOrEqual(acknowledgedBeforeKill)

      const second = await startHubProcess(place.environment)
      const known = attempts.filter((attempt) => attempt.paymentId !== undefined)
      for (const attempt of known) {
        const again: Attempt = { purse: attempt.purse, key: attempt.key }
        await pay(second.origin, merchantId, again)
        expect(again.paymentId).toBe(attempt.paymentId)
      }
      // What was cut off is sent again with its key: paid once, whether or not the first try was stored.
      const unknown = attempts.filter((attempt) => attempt.paymentId === undefined)
      expect(unknown).toHaveLength(payers)
      for (const attempt of unknown) await pay(second.origin, merchantId, attempt)
      expect(new Set(attempts.map((attempt) => attempt.paymentId)).size).toBe(attempts.length)
      for (const purse of purses) {
        const wallet = await fetch(`${second.origin}/api/wallets/me`, { headers: { cookie: purse.cookie } })
        const { balanceYen } = (await wallet.json()) as { balanceYen: number }
        const paid = attempts.filter((attempt) => attempt.purse === purse).length * 7
        expect(balanceYen).toBe(yenEach - paid)
      }
      await second.stop()
      expect(await wrongRowsAt(place)).toEqual([])
      await place.remove()
    },
  )
})
