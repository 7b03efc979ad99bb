import { newShownCode } from '../../api/currency/shown-code.ts'
import { ModelCodes } from './model-codes.ts'
import type { CodeLimits } from './model-codes.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, World } from './walk-world.ts'

/** Codes that holders show and shops charge. */
export function codeActs(world: World, limits: CodeLimits): Acts<'show_code' | 'charge'> {
  const { books, model, phones, shops, payments, journals, corrections } = world
  const known = new ModelCodes(model, limits)
  /** The newest first, with whose they are; the last is one that nobody shows. */
  const codes = [{ code: newShownCode(), walletId: '' }]
  return {
    show_code: async (step) => {
      const phone = phones[step.wallet]!
      const shown = await world.unless(() => books.ledger.showCode(phone))
      const code = shown.ok ? shown.value.code : ''
      same(told(shown), known.show(code, phone.walletId, books.clock.at))
      if (shown.ok) codes.unshift({ code, walletId: phone.walletId })
    },
    charge: async (step) => {
      const [{ code, walletId }, shop] = [oneOf(codes, step.code)!, shops[step.shop]!]
      const asked = { merchantId: shop.id, merchantAccountId: shop.accountId, code }
      const seen = await world.send((key, more) =>
        books.ledger.charge({ ...asked, amountYen: step.amount + more, key }),
      )
      const id = seen.ok ? (seen.value.answer as { paymentId: string }).paymentId : ''
      const charged = { code, id, shop: shop.accountId, yen: step.amount, at: books.clock.at }
      same(told(seen), known.charge(charged))
      if (!seen.ok) return
      payments.push({ id, account: shop.accountId })
      journals.push(id)
      corrections.paid(id, walletId)
    },
  }
}
