import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { read, reader } from '../support/chinese.ts'
import { goHome, origin, person, purseOwner, region, spendable } from '../support/people.ts'
import { press } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('zh-hant')
const traveller = { ...reader, colorScheme: 'light' } as const
/** Nobody else pays from it. */
const purse = region.purses.at(-14)!
const addedYen = 3_000
const paidYen = 1_250

describe('a traveller who reads traditional Chinese', () => {
  it('opens a wallet, adds money by card, pays a shop and finds the receipt again', async () => {
    const visitor = await person(traveller)
    const { page } = visitor
    await page.goto('/zh-hant/wallet')
    await read(visitor)
    await press(visitor, t('wallet:none.button'))
    await page.getByRole('heading', { name: t('wallet:opened.title') }).waitFor()
    await read(visitor)
    await page.getByRole('link', { name: t('wallet:opened.done'), exact: true }).click()
    await page.getByRole('link', { name: t('wallet:purse.add'), exact: true }).click()
    await page.waitForURL('**/zh-hant/wallet/add')
    await read(visitor)

    await page.getByLabel(t('wallet:yen', { amount: addedYen }), { exact: true }).check()
    await press(visitor, t('wallet:add.submit'))
    await page.waitForURL(/\/demonstration\/stripe\/pay\//)
    await read(visitor)
    await page.locator('input[value="4242424242424242"]').check()
    await press(visitor, t('standin:pay.submit', { amount: addedYen.toLocaleString('zh-Hant') }))
    await page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
    await read(visitor)

    await page.goto(`/zh-hant/pay/${encodeURIComponent(region.ownShop.payload)}`)
    await read(visitor)
    await page.getByLabel(t('wallet:pay.amount')).fill('9999')
    await press(visitor, t('wallet:pay.amount_next'))
    await page.getByRole('heading', { name: t('wallet:pay.short_title') }).waitFor()
    await read(visitor)
    await page.goto(`/zh-hant/pay/${encodeURIComponent(region.ownShop.payload)}`)
    await page.getByLabel(t('wallet:pay.amount')).fill(String(paidYen))
    await press(visitor, t('wallet:pay.amount_next'))
    await page.locator('form[data-pay] button').click()
    await page.waitForURL(/\/zh-hant\/wallet\/receipts\//)
    await read(visitor)
    expect(await spendable(visitor)).toBe(addedYen - paidYen)

    await page.goto('/zh-hant/wallet')
    await read(visitor)
    await page.getByRole('link', { name: t('wallet:search.go'), exact: true }).click()
    await page.getByLabel(t('wallet:search.text'), { exact: true }).fill(String(paidYen))
    await press(visitor, t('wallet:search.find'))
    await page.getByRole('heading', { name: t('wallet:search.found'), exact: true }).waitFor()
    await read(visitor)
  })

  it('reads how to send and to give, shows a code, makes an address, and reads why a wallet that holds money is not closed', async () => {
    const holder = await purseOwner(purse, { ...traveller, colorScheme: 'dark' })
    const { page, context } = holder
    await context.request.post('/api/payments', {
      data: { merchantId: region.ownShop.merchantId, amountYen: 10 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    for (const path of [
      'wallet',
      'wallet/send',
      'wallet/give',
      'wallet/repayments',
      'wallet/recover',
      'pay',
    ]) {
      await page.goto(`/zh-hant/${path}`)
      await read(holder)
    }
    await page.goto('/zh-hant/wallet/show')
    await press(holder, t('charges:show.make'))
    await page.locator('[data-letters]').waitFor()
    await read(holder)
    await page.goto('/zh-hant/wallet/receive')
    await press(holder, t('transfers:receive.make'))
    await page.getByText(t('transfers:receive.lead'), { exact: true }).waitFor()
    await read(holder)
    await page.goto('/zh-hant/wallet/close')
    await page.getByText(t('wallet:closing.not_empty', { amount: await spendable(holder) })).waitFor()
    await read(holder)
  })
})
