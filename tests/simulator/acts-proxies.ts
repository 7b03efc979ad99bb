import type { Asked, Named, Purse, Topup } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly amount: (most: number) => number
  readonly payments: Named[]
  readonly topups: Topup[]
}

/** A phone that acts for somebody, by the credential that it had when it began. */
type Acting = {
  readonly proxyId: string
  readonly code: string
  readonly purse: Purse
  readonly cookie: string
}

const terms = { relation: 'grandchild', paymentYenMax: 600, dayYenMax: 2_000 }

/** What families do for who has no phone. */
export function proxyActs({ dice, town, post, purseOf, amount, payments, topups }: Tools) {
  const acting: Acting[] = []
  const one = (): Acting | undefined => dice.pick(acting.slice(0, 2))
  return {
    'open a wallet for somebody': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      const { cookie } = purse
      await post('open-for', '/proxies', {
        body: terms,
        cookie,
        isSecret: true,
        learn: ({ proxyId, recoveryCode: code }: { proxyId: string; recoveryCode: string }) =>
          acting.push({ proxyId, code, purse, cookie }),
      })
    },
    'add money for somebody': async () => {
      const by = one()
      if (by === undefined) return
      await post('top-up-for', `/proxies/${by.proxyId}/topups`, {
        body: { amountYen: dice.between(500, 2_000) },
        cookie: by.cookie,
        learn: (body: { topupId: string; payUrl: string | null }) =>
          body.payUrl === null || topups.push({ id: body.topupId, purse: by.purse, payUrl: body.payUrl }),
        same: (first, again) =>
          first.status >= 400
            ? (again.body as { code: string }).code === 'key_failed_before'
            : (again.body as { topupId: string }).topupId === (first.body as { topupId: string }).topupId,
      })
    },
    'pay for somebody': async () => {
      const [by, shop] = [one(), dice.below(town.shops.length)]
      if (by === undefined) return
      await post('pay-for', `/proxies/${by.proxyId}/payments`, {
        body: { merchantId: town.shops[shop]!.merchantId, amountYen: amount(500) },
        cookie: by.cookie,
        learn: ({ paymentId }: { paymentId: string }) =>
          payments.push({ id: paymentId, shop, purse: by.purse }),
      })
    },
    'let another one act, and take it away': async () => {
      const [by, other] = [one(), purseOf()]
      if (by === undefined || other === undefined) return
      let code: string | undefined
      let proxyId: string | undefined
      await post('invite', '/wallets/proxies/invitations', {
        body: { ...terms, code: by.code },
        learn: (made: { code: string }) => void (code = made.code),
      })
      if (code === undefined) return
      await post('accept', '/proxies/accepting', {
        body: { code },
        cookie: other.cookie,
        // Good for a short while.
        isSecret: true,
        learn: (made: { proxyId: string }) => void (proxyId = made.proxyId),
      })
      if (proxyId === undefined) return
      await post('take-away', '/wallets/proxies/endings', { body: { code: by.code, proxyId } })
    },
  }
}
