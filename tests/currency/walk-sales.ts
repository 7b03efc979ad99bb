import { ModelSales } from './model-sales.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, Shop, World } from './walk-world.ts'

type Rung = { readonly reference: string; readonly shop: Shop; readonly yen: number; readonly endsAt: number }

const hourMs = 3_600_000

/** Sales that shops ring up: their codes are paid by whoever is there, and taken back. */
export function saleActs(world: World): Acts<'ring_up' | 'pay_sale' | 'withdraw_sale'> {
  const { books, model, wallets, shops, payments, journals, corrections } = world
  const known = new ModelSales(model)
  /** The newest first. */
  const sales: Rung[] = []
  return {
    ring_up: async (step) => {
      const [shop, endsAt] = [shops[step.shop]!, books.clock.at + step.hours * hourMs]
      const sale = { reference: `T${books.key()}`, shop, yen: step.amount, endsAt }
      sales.unshift(sale)
      known.ringUp(sale.reference, { shop: shop.accountId, yen: step.amount, endsAt })
    },
    pay_sale: async (step) => {
      const sale = oneOf(sales, step.sale)
      if (sale === undefined) return
      const { reference, shop, endsAt } = sale
      const [walletId, yen] = [wallets[step.wallet]!, sale.yen + step.more]
      const code = `${shop.id} ${sale.yen} until ${endsAt} sale ${reference}`
      const asked = { walletId, merchantId: shop.id, codeKind: 'sale' as const, seen: { code } }
      const seen = await world.send((key, more) => books.ledger.pay({ ...asked, amountYen: yen + more, key }))
      const id = seen.ok ? (seen.value.answer as { paymentId: string }).paymentId : ''
      const paid = { id, wallet: walletId, shop: shop.accountId, yen, at: books.clock.at }
      same(told(seen), known.pay(reference, paid))
      if (!seen.ok) return
      payments.push({ id, account: shop.accountId })
      journals.push(id)
      corrections.paid(id, walletId)
    },
    withdraw_sale: async (step) => {
      const sale = oneOf(sales, step.sale)
      if (sale === undefined) return
      const { reference, shop, yen } = sale
      const named = { merchantAccountId: shop.accountId, reference }
      const seen = await books.ledger.withdrawSale({ ...named, withdrawnBy: 'owner' })
      const { what, payment } = known.withdraw(reference)!
      const end = payment === undefined ? { what } : { what, paymentId: payment, amountYen: yen }
      same(seen, { ok: true, value: end })
      same(await books.ledger.saleEnd(named), end)
    },
  }
}
