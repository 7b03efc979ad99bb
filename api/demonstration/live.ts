import { assert } from '../platform/assert.ts'
import { japanDay } from '../platform/clock.ts'
import { experiments, wordingInForce } from '../visitors/index.ts'
import { must } from './parts.ts'
import type { Running } from './parts.ts'
import type { Act, ActKind } from './plan.ts'
import { inventedPots } from './shops.ts'

/** What must be over before the next begins; what is in one wave happens side by side. */
const waves: readonly (readonly ActKind[])[] = [
  ['open'],
  ['agree'],
  ['top_up', 'grant'],
  ['pay', 'check_in', 'see'],
]

/** How many acts wait together: enough to share commits, few enough for a pool of connections. */
const sideBySide = 500

/** One day of everybody's acts. */
export async function liveThrough(running: Running, planned: readonly Act[]): Promise<void> {
  for (const kinds of waves) {
    const wave = planned.filter((act) => kinds.includes(act.kind))
    // One wallet's payments follow each other, so that none waits for another's lots; the rest needs no turn.
    const turns = [...Map.groupBy(wave, (act) => (act.kind === 'pay' ? act.wallet : act.name)).values()]
    for (let i = 0; i < turns.length; i += sideBySide)
      await Promise.all(turns.slice(i, i + sideBySide).map((acts) => actInTurn(running, acts)))
  }
  // Refunds fold a shop's takings: two of one shop would only wait for each other.
  await actInTurn(
    running,
    planned.filter((act) => act.kind === 'refund'),
  )
  running.payments.clear()
}

async function actInTurn(running: Running, acts: readonly Act[]): Promise<void> {
  for (const one of acts) await running.invented.during(one.at, one.name, () => act(running, one))
}

async function act(running: Running, one: Act): Promise<void> {
  const { services, wallets, payments, shops } = running
  const key = `demonstration/${one.name}`
  if (one.kind === 'open') {
    wallets.set(one.wallet, must(await services.wallets.open(key), one.name).walletId)
    return
  }
  const walletId = wallets.get(one.wallet)
  assert(walletId !== undefined, 'a wallet is opened before it is used')
  switch (one.kind) {
    case 'agree': {
      const wordingVersion = wordingInForce.statistics
      const yes = { walletId, key, purpose: 'statistics', given: true, wordingVersion, locale: 'ja' } as const
      must(await services.visitors.changeConsent(yes), one.name)
      return
    }
    case 'top_up':
      // Stands for a card payment that arrived: the demonstration has no card.
      must(
        await services.ledger.topUp({
          key: { scope: 'demonstration', key },
          walletId,
          amountYen: one.amountYen,
        }),
        one.name,
      )
      return
    case 'grant': {
      const { grantYen } = inventedPots[one.pot]!
      const grant = {
        key: { scope: 'demonstration', key },
        potId: running.potIds[one.pot]!,
        walletId,
        amountYen: grantYen,
      }
      const given = await services.ledger.grant(grant)
      // A pot that is empty gives no more: that is what a budget is for.
      if (!given.ok) assert(given.error.code === 'pot_exhausted', given.error.code)
      return
    }
    case 'pay': {
      const { merchantId } = shops[one.shop]!
      const paid = must(
        await services.ledger.pay({ walletId, merchantId, amountYen: one.amountYen, key }),
        one.name,
      )
      payments.set(one.name, paid.answer.paymentId)
      return
    }
    case 'refund': {
      const { accountId } = shops[one.shop]!
      const paymentId = payments.get(one.payment)
      assert(paymentId !== undefined, 'a payment is given back on its day')
      must(
        await services.ledger.refund({
          paymentId,
          merchantAccountId: accountId,
          amountYen: one.amountYen,
          key,
        }),
        one.name,
      )
      return
    }
    case 'check_in': {
      const { kind: spotKind, id: spotId } = spotAt(running, one.spot)
      must(await services.visitors.checkIn({ walletId, spotKind, spotId }), one.name)
      return
    }
    case 'see': {
      const experiment = experiments[0]!
      if (japanDay(one.at) < experiment.from) return
      const shown = await services.visitors.show({
        walletId,
        key,
        subjectKind: 'experiment',
        subjectId: experiment.id,
      })
      // Who did not agree yet is shown nothing that is recorded.
      if (!shown.ok) assert(shown.error.code === 'consent_needed', shown.error.code)
    }
  }
}

function spotAt({ services, shops }: Running, index: number) {
  const { spots } = services
  return index < spots.length
    ? spots[index]!
    : { kind: 'merchant' as const, id: shops[index - spots.length]!.merchantId }
}
