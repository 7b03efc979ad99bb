import { beforeAll, beforeEach, expect, it } from 'vitest'
import { shopLanguageService } from '../../api/messages/index.ts'
import { shopLanguageStore } from '../../api/messages/repository-shop-languages.ts'
import type { ShopLanguage } from '../../api/messages/shop-language.ts'
import { newId } from '../../api/platform/ids.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { isViolation } from '../../db/violation.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { keptPost, openOutbox } from '../messages/outbox.ts'
import { onEveryEngine } from '../support/engines.ts'

const bank = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  holderKana: 'カスミショクドウ',
} as const

onEveryEngine('the language in which a shop is told', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>

  const setNow = (at: number) => region.setNow(new Date(at + 9 * 3_600_000).toISOString().slice(0, 23))
  const languages = () => shopLanguageService({ languages: shopLanguageStore(store()), clock: region.clock })
  const choose = (language: ShopLanguage) => languages().choose(shop.id, language, 'owner')
  const insert = (number: number, language: string) =>
    store().raw(
      `insert into shop_languages (merchant_id, number, language, chosen_by, created_at) values ('${shop.id}', ${number}, '${language}', 'x', 1)`,
    )
  /** What one turn tells, a minute later. */
  async function told(): Promise<readonly { subject: string; text: string }[]> {
    setNow(region.clock.now() + 60_000)
    const post = keptPost()
    await openOutbox(store(), region.clock, post).messages.turn()
    return post.taken
  }
  /** Its letter of this kind in this language begins like this; what an amount or a day stands in is left out. */
  const begins = (kind: string, language: ShopLanguage): string =>
    wordsFor(language)(`messages:letter.${kind}.subject`, { interpolation: { skipOnVariables: true } }).split(
      '{{',
      1,
    )[0]!
  async function tells(kind: string, language: ShopLanguage): Promise<void> {
    const letters = await told()
    expect(letters).toHaveLength(1)
    expect(letters[0]!.subject.startsWith(begins(kind, language))).toBe(true)
    expect(letters[0]!.text).toContain(language === 'en' ? 'Kasumi Shokudo' : 'かすみ食堂')
    expect(letters[0]!.text).toContain(
      `https://meguri.example${language === 'ja' ? '' : `/${language}`}/shop`,
    )
  }

  beforeAll(async () => {
    region = await smallRegion(store())
    await told()
  })
  beforeEach(async () => {
    shop = await region.openShop()
    // That it may take payments.
    await told()
  })

  it('is Japanese until its owner chooses, and then that of the last choice, in every kind of message', async () => {
    const wallet = await region.openWallet(50_000)
    const settle = async () => {
      await region.pay(wallet, shop.id, 1_000)
      setNow(region.clock.now() + 1)
      const cutOffAt = region.clock.now()
      const shown = await region.office.previewSettlement(cutOffAt)
      if (!shown.ok) throw new Error(shown.error.code)
      const { planHash } = shown.value
      const run = await region.office.approveSettlement({ cutOffAt, planHash, approvedBy: 'approver' })
      if (!run.ok) throw new Error(run.error.code)
      return run.value.payouts.find(({ merchantId }) => merchantId === shop.id)!.payoutId
    }
    const ask = async (accountNumber: string): Promise<string> => {
      const asked = { merchantId: shop.id, bank: { ...bank, accountNumber }, key: newId(), askedBy: 'owner' }
      const change = await region.changes.ask(asked)
      if (!change.ok) throw new Error(change.error.code)
      return change.value.id
    }
    const act = async (id: string, what: 'checked' | 'approved' | 'refused' | 'cancelled', doneBy: string) =>
      expect((await region.changes.act({ id, what, doneBy, reason: '電話した' })).ok).toBe(true)

    const payoutId = await settle()
    await tells('payout_sent', 'ja')
    await choose('zh-hant')
    await region.office.returnPayout({ payoutId, reason: '口座なし', returnedBy: 'operator', key: newId() })
    await tells('payout_returned', 'zh-hant')

    const refused = await ask('1112223')
    await tells('bank_account_asked', 'zh-hant')
    await choose('en')
    await act(refused, 'refused', 'approver')
    await tells('bank_account_refused', 'en')
    const cancelled = await ask('1112224')
    await tells('bank_account_asked', 'en')
    await act(cancelled, 'cancelled', 'owner')
    await tells('bank_account_cancelled', 'en')
    await choose('zh-hant')
    const approved = await ask('1112225')
    await tells('bank_account_asked', 'zh-hant')
    await act(approved, 'checked', 'operator')
    await act(approved, 'approved', 'approver')
    await tells('bank_account_approved', 'zh-hant')
    await choose('ja')
    setNow(region.clock.now() + 9 * 86_400_000)
    await tells('bank_account_in_force', 'ja')
    await choose('en')
    await settle()
    await tells('payout_sent', 'en')
  })

  it('chosen ten times at once is written down once', async () => {
    const chosen = await Promise.all(Array.from({ length: 10 }, () => choose('en')))
    expect(chosen.every(({ ok }) => ok)).toBe(true)
    expect(
      await store().raw(`select number from shop_languages where merchant_id = '${shop.id}'`),
    ).toHaveLength(1)
  })

  it('has all words, and no choice is left out: the database refuses', async () => {
    const refused = (error: unknown) => isViolation(error, 'check')
    await expect(insert(1, 'th')).rejects.toSatisfy(refused)
    await expect(insert(2, 'en')).rejects.toSatisfy(refused)
  })
})
