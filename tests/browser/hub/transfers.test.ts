import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { read, reader } from '../support/chinese.ts'
import { goHome, origin, type Person, purseOwner, region, spendable } from '../support/people.ts'
import { bare, look as seen, phone } from '../support/phone.ts'

afterEach(() => goHome())

const english = { locale: 'en-GB', viewport: phone, colorScheme: 'dark' } as const

const press = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true }).click()
const follow = (page: Page, words: string) => page.getByRole('link', { name: words, exact: true }).click()

/** A new address of this person's wallet, as the API hands it out. */
async function addressOf({ context }: Person): Promise<string> {
  const made = await context.request.post('/api/wallets/me/address', {
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  return ((await made.json()) as { address: string }).address
}

describe('money goes to a friend', () => {
  it('from the shown address to both receipts, on phones without JavaScript', async () => {
    const t = wordsFor('ja')
    const friend = await purseOwner(region.purses.at(-2)!, bare)
    const sender = await purseOwner(region.purses.at(-3)!, bare)
    const [friendYen, senderYen] = [await spendable(friend), await spendable(sender)]

    await friend.page.goto('/wallet')
    await follow(friend.page, t('transfers:receive.title'))
    await press(friend.page, t('transfers:receive.make'))
    await friend.page.getByRole('img', { name: t('transfers:receive.code_alt') }).waitFor()
    const address = (await friend.page.locator('[data-address]').innerText()).replaceAll(/\s/g, '')
    expect(address).toMatch(/^[0-9A-Z]{16}$/)

    // What the code holds: the camera of a phone opens it.
    const { page } = sender
    await page.goto(`/wallet/send?to=${address}`)
    await page.getByLabel(t('transfers:send.amount')).fill('１，２００円')
    await press(page, t('transfers:send.check'))
    await page.getByRole('heading', { name: t('transfers:send.check_title') }).waitFor()
    expect(await page.locator('dl .letters').innerText()).toBe(address.match(/.{4}/g)!.join('-'))
    const lastLook = page.url()
    await press(page, t('transfers:send.confirm', { amount: 1_200 }))
    await page.getByRole('heading', { name: t('transfers:receipt.done'), level: 1 }).waitFor()
    expect(await page.locator('.slip .sum').innerText()).toBe(t('wallet:yen', { amount: 1_200 }))
    const receipt = page.url()

    // Going back and pressing again asks for the same transfer.
    await page.goto(lastLook)
    await press(page, t('transfers:send.confirm', { amount: 1_200 }))
    await page.getByRole('heading', { name: t('transfers:receipt.done'), level: 1 }).waitFor()
    expect(page.url()).toBe(receipt)
    expect([await spendable(friend), await spendable(sender)]).toEqual([friendYen + 1_200, senderYen - 1_200])
    await follow(page, t('wallet:receipt.to_wallet'))
    await page
      .getByRole('link', { name: t('transfers:sent'), exact: true })
      .first()
      .waitFor()

    await friend.page.goto('/wallet')
    await friend.page
      .getByRole('link', { name: t('transfers:received'), exact: true })
      .first()
      .click()
    await friend.page.getByRole('heading', { name: t('transfers:receipt.lots_got'), exact: true }).waitFor()
    expect(await friend.page.content()).not.toContain(region.purses.at(-3)!.walletId)
  })

  it.each([
    { locale: 'en', browser: english, look: seen },
    { locale: 'zh-hant', browser: reader, look: read },
  ] as const)(
    'each step stands on a small phone, and the address can be changed, in $locale',
    async (told) => {
      const { locale, browser, look } = told
      const t = wordsFor(locale)
      const friend = await purseOwner(region.purses.at(-2)!, browser)
      const sender = await purseOwner(region.purses.at(-3)!, browser)
      const first = await addressOf(friend)
      const [friendYen, senderYen] = [await spendable(friend), await spendable(sender)]
      await friend.page.goto(`/${locale}/wallet/receive`)
      await look(friend)
      await press(friend.page, t('transfers:receive.renew'))
      await friend.page.getByText(t('transfers:receive.renewed')).waitFor()
      await look(friend)
      const address = (await friend.page.locator('[data-address]').innerText()).replaceAll(/\s/g, '')
      expect(address).not.toBe(first.replaceAll('-', ''))
      const { page } = sender
      await page.goto(`/${locale}/wallet/send`)
      await look(sender)
      await page.getByLabel(t('transfers:send.to')).fill(address.toLowerCase())
      await page.getByLabel(t('transfers:send.amount')).fill('30')
      await press(page, t('transfers:send.check'))
      await look(sender)
      await press(page, t('transfers:send.confirm', { amount: 30 }))
      await page.getByRole('heading', { name: t('transfers:receipt.done'), level: 1 }).waitFor()
      await look(sender)
      expect([await spendable(friend), await spendable(sender)]).toEqual([friendYen + 30, senderYen - 30])
    },
  )

  it('and is refused in plain words, with what can be done, before a yen has moved', async () => {
    const t = wordsFor('en')
    const [friend, sender] = [
      await purseOwner(region.purses.at(-2)!),
      await purseOwner(region.purses.at(-3)!),
    ]
    const [address, own] = [await addressOf(friend), await addressOf(sender)]
    const { page } = sender
    const yen = await spendable(sender)
    const send = async (to: string, amountYen: number) => {
      await page.goto(`/en/wallet/send?to=${to}&amount=${amountYen}`)
      await page.locator('form[method=post] button').click()
      return page.getByRole('alert').innerText()
    }
    const moved = t('transfers:send.not_moved')
    expect(await send('0000-0000-0000-0000', 10)).toBe(`${t('currency:refusal.address_not_found')} ${moved}`)
    await seen(sender)
    expect(await send(own, 10)).toBe(`${t('currency:refusal.transfer_to_self')} ${moved}`)
    expect(await send(address, 100_000)).toBe(
      `${t('currency:refusal.amount_above_limit', { limitYen: 99_999 })} ${moved}`,
    )
    expect(await send(address, yen + 1)).toBe(t('transfers:send.short', { amount: yen }))
    expect(await spendable(sender)).toBe(yen)

    // A form that is not filled in right names both fields; putting it right goes on.
    await page.goto('/en/wallet/send?to=7K2M&amount=some')
    await page.getByText(t('transfers:send.to_wrong')).waitFor()
    await page.getByText(t('transfers:send.amount_wrong')).waitFor()
    await seen(sender)
    await page.getByLabel(t('transfers:send.to')).fill(`${origin}/wallet/send?to=${address}`)
    await page.getByLabel(t('transfers:send.amount')).fill('20')
    await press(page, t('transfers:send.check'))
    await press(page, t('transfers:send.confirm', { amount: 20 }))
    await page.getByRole('heading', { name: t('transfers:receipt.done'), level: 1 }).waitFor()
    expect(await spendable(sender)).toBe(yen - 20)
  })
})
