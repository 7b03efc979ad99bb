import type { AskedTerms } from '../../api/currency/proxy.ts'
import { ModelProxies } from './model-proxies.ts'
import type { ProxyLimits, Terms } from './model-proxies.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, World } from './walk-world.ts'

/** How many wallets are opened for somebody without a phone: each is one more that every check reads. */
const ownersMost = 2

type Proxy = { readonly proxyId: string; readonly owner: string; readonly phone: World['phones'][number] }

/** Phones of a family that act for somebody without one. */
export function proxyActs(
  world: World,
  limits: ProxyLimits,
): Acts<'open_for_owner' | 'join_proxies' | 'pay_as_proxy' | 'end_proxy'> {
  const { books, model, phones, wallets, accounts, shops, payments, journals, corrections } = world
  const known = new ModelProxies(model, limits)
  const owners: string[] = []
  const proxies: Proxy[] = []
  const asTerms = (terms: Terms): AskedTerms => ({ relation: 'child', ...terms })

  return {
    open_for_owner: async (step) => {
      if (owners.length === ownersMost) return
      const [phone, { paymentYenMax, dayYenMax }] = [phones[step.wallet]!, step]
      const terms = { paymentYenMax, dayYenMax }
      const opened = await world.unless(() => books.proxies.openForOwner(phone, books.key(), asTerms(terms)))
      same(told(opened), known.refuseTerms(terms) ?? 'ok')
      if (!opened.ok) return
      const code = await books.proxies.walletOfCode(opened.value.recoveryCode)
      if (!code.ok) throw new Error(code.error.code)
      const [owner, { proxyId }] = [code.value, opened.value]
      known.opened(proxyId, owner, phone.walletId, terms)
      for (const list of [owners, wallets, accounts]) list.push(owner)
      proxies.push({ proxyId, owner, phone })
    },
    join_proxies: async (step) => {
      const [owner, phone] = [oneOf(owners, step.owner), phones[step.wallet]!]
      if (owner === undefined) return
      const terms = { paymentYenMax: step.paymentYenMax, dayYenMax: step.dayYenMax }
      const joined = await world.unless(async () => {
        const invited = await books.proxies.invite(
          { walletId: owner, by: 'code', key: books.key() },
          asTerms(terms),
        )
        return invited.ok ? books.proxies.accept(phone, invited.value.code) : invited
      })
      const proxyId = joined.ok ? joined.value.proxyId : ''
      same(told(joined), known.join(proxyId, owner, phone.walletId, terms))
      if (joined.ok) proxies.push({ proxyId, owner, phone })
    },
    pay_as_proxy: async (step) => {
      const [proxy, shop] = [oneOf(proxies, step.proxy), shops[step.shop]!]
      if (proxy === undefined) return
      const { proxyId, owner, phone } = proxy
      const asked = { proxyId, merchantId: shop.id, codeKind: 'printed' } as const
      const stranger = phones.find((one) => one.deviceId !== phone.deviceId)!
      const foreign = await books.proxies.pay(stranger, { ...asked, amountYen: 1, key: books.key() })
      same(told(foreign), 'proxy_not_found')
      const seen = await world.send((key, more) =>
        books.proxies.pay(phone, { ...asked, amountYen: step.amount + more, key }),
      )
      const payment = seen.ok ? (seen.value.answer as { paymentId: string }).paymentId : ''
      const paid = { payment, shop: shop.accountId, yen: step.amount, at: books.clock.at }
      same(told(seen), known.pay(proxyId, paid))
      if (!seen.ok) return
      payments.push({ id: payment, account: shop.accountId })
      journals.push(payment)
      corrections.paid(payment, owner)
    },
    end_proxy: async (step) => {
      const proxy = oneOf(proxies, step.proxy)
      if (proxy === undefined) return
      const { proxyId, owner, phone } = proxy
      const ended = step.bySelf
        ? await books.proxies.giveUp(proxyId, phone)
        : await books.proxies.takeAway(owner, proxyId, { by: 'code', endedBy: null, reason: 'lost' })
      same(told(ended), 'ok')
      known.end(proxyId)
    },
  }
}
