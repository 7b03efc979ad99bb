import { walletCookie, type walletService } from './currency/index.ts'
import { createGuard, type GuardParts, identityService } from './identity/index.ts'
import { betterAuthPeople, sessionCookie } from './identity/people-better-auth.ts'
import { membershipStore } from './identity/repository.ts'
import { tillCookie } from './merchants/index.ts'
import { createLimiter } from './platform/http/rate-limit.ts'
import { attemptStore } from './platform/http/rate-limit-store.ts'
import type { HubParts } from './services.ts'

/** Who asks, what they may do, and how often. */
export function composeIdentity(
  { store, configuration, clock, log, secret }: HubParts,
  wallets: ReturnType<typeof walletService>,
  { tills, acts, secondments }: Pick<GuardParts, 'tills' | 'acts' | 'secondments'>,
) {
  const memberships = membershipStore(store)
  const people = betterAuthPeople({ store, secret, publicOrigin: configuration.PUBLIC_ORIGIN, log })
  const identity = identityService({ people, memberships, clock })
  const attempts = attemptStore(store)
  const limiter = createLimiter({ attempts, clock, trustedProxy: configuration.TRUSTED_PROXY, secret })
  const doors = { walletCookie, sessionCookie, tillCookie }
  const asked = { wallets, sessions: people, memberships, tills, acts, secondments }
  const guard = createGuard({ ...asked, limiter, ...doors })
  return { attempts, limiter, guard, people, identity }
}
