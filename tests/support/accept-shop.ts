import type { Checks } from '../../api/merchants/application-review.ts'
import type { Merchant, Merchants } from '../../api/merchants/index.ts'

/** Everything looked into, and nothing wrong with it. */
export const allAgree: Checks = {
  shop_exists: { result: 'agrees', note: '現地で営業を見た' },
  person_known: { result: 'agrees', note: '運転免許証を見た' },
  holder_agrees: { result: 'agrees', note: '通帳の名義を見た' },
  goods_allowed: { result: 'agrees', note: '品書きを見た' },
  no_gang_ties: { result: 'agrees', note: '誓約書を受け取った' },
}

/** Two officers accept a shop that applied: one looks into it, another lets it go. */
export async function acceptShop(
  merchants: Pick<Merchants, 'propose' | 'answer'>,
  merchantId: string,
): Promise<Merchant & { readonly accountId: string }> {
  const proposed = await merchants.propose({
    merchantId,
    doneBy: 'officer',
    verdict: 'accept',
    checks: allAgree,
    reason: '現地で確かめた',
    key: crypto.randomUUID(),
  })
  if (!proposed.ok) throw new Error(JSON.stringify(proposed.error))
  const last = proposed.value.steps.at(-1)
  const answered = await merchants.answer({
    merchantId,
    what: 'approved',
    doneBy: 'another officer',
    reason: '',
    payloadHash: last?.what === 'proposed' ? last.payloadHash : '',
    key: crypto.randomUUID(),
  })
  if (!answered.ok) throw new Error(JSON.stringify(answered.error))
  const { shop } = answered.value
  if (shop.accountId === null) throw new Error('an accepted shop has an account')
  return { ...shop, accountId: shop.accountId }
}
