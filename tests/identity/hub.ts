import { pino } from 'pino'
import type { Store } from '../../db/store.ts'
import { walletCookie, walletService } from '../../api/currency/index.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import {
  createGuard,
  identityService,
  walletPasskeyService,
  type SessionPort,
} from '../../api/identity/index.ts'
import { betterAuthPeople, sessionCookie } from '../../api/identity/people-better-auth.ts'
import { passkeyRoutes } from '../../api/identity/passkey-routes.ts'
import { membershipStore, walletPeople } from '../../api/identity/repository.ts'
import { sessionRoutes } from '../../api/identity/routes.ts'
import { walletPasskeyRoutes } from '../../api/identity/wallet-passkey-routes.ts'
import { systemClock, type Clock } from '../../api/platform/clock.ts'
import { attemptStore } from '../../api/platform/http/rate-limit-store.ts'
import { problem } from '../../api/platform/http/problem.ts'
import { createLimiter } from '../../api/platform/http/rate-limit.ts'
import { layFloor } from '../../api/platform/http/security-floor.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { randomIds } from '../../api/platform/ids.ts'
import type { Mode } from '../../api/platform/mode.ts'
import { bareGuard } from '../support/bare-guard.ts'

export const origin = 'http://localhost:4321'
const secret = 'a secret of the tests, long enough to sign'
const log = pino({ level: 'silent' })

type Settings = { readonly clock?: Clock; readonly mode?: Mode }

/** Identity over HTTP on this database, with the floor under it, as the roots put it together. */
export function openIdentity(store: Store, { clock = systemClock, mode = 'demonstration' }: Settings = {}) {
  const people = betterAuthPeople({ store, secret, publicOrigin: origin, log })
  const memberships = membershipStore(store)
  const identity = identityService({ people, memberships, clock })
  const wallets = walletService({
    store: { ...ledgerStore(store), ...walletStore(store) },
    clock,
    ids: randomIds,
  })
  const asked: string[] = []
  const sessions: SessionPort = {
    read: (headers) => {
      asked.push('person')
      return people.read(headers)
    },
  }
  const guard = createGuard({
    wallets,
    sessions,
    memberships,
    walletCookie,
    sessionCookie,
    ...bareGuard,
    limiter: createLimiter({ attempts: attemptStore(store), clock, trustedProxy: false, secret }),
  })
  const app = createRouter()
  layFloor(app, { log, clock, origin: () => origin, trustedProxy: false })
  app.route('/api', sessionRoutes({ identity, mode, guard, sessionOf: people.read }))
  app.route('/api', passkeyRoutes({ identity, guard }))
  const walletPasskeys = walletPasskeyService({ people, walletPeople: walletPeople(store), wallets })
  app.route('/api', walletPasskeyRoutes({ walletPasskeys, guard, walletCookie, secureCookies: false }))
  app.post('/api/pay', guard('payment.create'), (c) =>
    c.req.query('code') === 'wrong' ? problem(c, { status: 404, code: 'not_found' }) : c.json(c.get('actor')),
  )
  app.get('/api/find', guard('merchant.find'), (c) =>
    c.req.query('code') === 'wrong' ? problem(c, { status: 422, code: 'not_found' }) : c.json(c.get('actor')),
  )
  app.get('/api/payments', guard('payment.read'), (c) => c.json(c.get('actor')))
  return { app, identity, wallets, memberships, asked }
}

export type OpenIdentity = ReturnType<typeof openIdentity>

/** A browser: keeps its cookies, says where it is. */
export function browserOf({ app }: Pick<OpenIdentity, 'app'>, address = '192.0.2.1') {
  const jar = new Map<string, string>()
  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';')
      const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)]
      const isEnded = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))
      if (isEnded) jar.delete(name)
      else jar.set(name, value)
    }
  }
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    key: string = crypto.randomUUID(),
  ): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(
      `${origin}${path}`,
      {
        method,
        headers: {
          origin,
          'user-agent': 'A browser of the tests',
          'idempotency-key': key,
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { clientAddress: address },
    )
    keep(response)
    return response
  }
  return { ask, jar }
}

export type Browser = ReturnType<typeof browserOf>

let people = 0

/** A new person with an address of their own. */
export const somebody = (roles: readonly { role: 'operator' | 'approver'; scope: string }[] = []) => ({
  name: '星 花子',
  email: `person-${++people}@example.jp`,
  password: 'a good long password',
  roles,
})

export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code
