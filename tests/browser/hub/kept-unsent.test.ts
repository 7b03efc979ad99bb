import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { button, type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { goHome, origin, person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

/** A till whose line breaks, and whose page is shut before it is there again. */
const t = wordsFor('ja')
const { merchantId } = region.ownShop

let line: Line

beforeAll(async () => {
  line = await openLine()
})
afterAll(() => line.close())
afterEach(() => goHome(/ERR_|Failed to load/))

it('what a shopkeeper sent is kept on the device, for the same person alone, and given back once', async () => {
  const guest = await purseOwner(region.purses.at(-81)!)
  const ask = (path: string, data: object) =>
    guest.context.request.post(path, {
      data,
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
  const paid = await ask('/api/payments', { merchantId, amountYen: 51 })
  const { paymentId } = (await paid.json()) as { paymentId: string }
  const before = await spendable(guest)
  const owner = await person({ baseURL: line.origin, viewport: phone })
  const { page, context } = owner
  const kept = page.locator('[data-unsent-forms] section')
  const sendBack = async (amountYen: number, where: 'before' | 'after'): Promise<void> => {
    await page.goto(`/shop/payments/${paymentId}`)
    await page.getByLabel(t('shop:refund.part_amount')).fill(String(amountYen))
    line.cut(where)
    await button(owner, t('shop:refund.submit_part')).click()
    await shown(owner, t('wallet:offline.again.sent'))
  }
  await signIn(owner, 'owner', '/shop')
  await readied(owner)
  // It arrives, nobody hears of it, and the page is loaded once more.
  await sendBack(12, 'after')
  await page.reload()
  await shown(owner, t('wallet:offline.again.sent'))
  line.mend()
  await context.clearCookies()
  await page.goto('/shop')
  expect(await kept.count()).toBe(0)
  await signIn(owner, 'clerk', '/shop')
  await page.locator('[data-unsent-forms]').waitFor({ state: 'attached' })
  expect(await kept.count()).toBe(0)
  await context.clearCookies()

  await signIn(owner, 'owner', '/shop')
  await kept.getByText(`${t('shop:refund.title')}：12円`).waitFor()
  await look(owner)
  line.cut('before')
  await button(owner, t('tills:unsent.again')).click()
  await kept.getByText(t('tills:unsent.offline')).waitFor()
  line.mend()
  await button(owner, t('tills:unsent.again')).click()
  await shown(owner, t('shop:refund.done', { amount: 12 }))
  expect(await spendable(guest)).toBe(before + 12)

  // What never arrived, and is not wanted any more.
  await sendBack(5, 'before')
  line.mend()
  await page.goto('/shop')
  await kept.getByText(`${t('shop:refund.title')}：5円`).waitFor()
  expect(await kept.count()).toBe(1)
  await button(owner, t('tills:unsent.forget')).click()
  await page.reload()
  expect([await kept.count(), await spendable(guest)]).toEqual([0, before + 12])

  await page.goto(`/shop/payments/${paymentId}`)
  await page.getByLabel(t('shop:refund.part_amount')).fill('4')
  await button(owner, t('shop:refund.submit_part')).click()
  await shown(owner, t('shop:refund.done', { amount: 4 }))
  // Gone back to, the form says that it was sent, and gives nothing back once more.
  await page.goBack()
  const [said, saidOther] = (['sent_before', 'sent_other'] as const).map(
    (words) => t(`wallet:offline.again.${words}`, { time: '|' }).split('|')[1]!,
  ) as [string, string]
  const sendHere = async (yen: string): Promise<void> => {
    await page.getByLabel(t('shop:refund.part_amount')).fill(yen)
    await shown(owner, yen === '4' ? said : saidOther)
    await button(owner, t('shop:refund.submit_part')).click()
    await shown(owner, t('shop:refund.done', { amount: Number(yen) }))
  }
  await sendHere('4')
  expect(await spendable(guest)).toBe(before + 12 + 4)
  // Other words are another request.
  await page.goBack()
  await shown(owner, saidOther)
  await look(owner)
  await sendHere('2')
  expect(await spendable(guest)).toBe(before + 12 + 4 + 2)
  await page.goBack()
  await page.getByRole('link', { name: t('wallet:offline.again.anew') }).click()
  await page.locator('.notice.warn', { hasText: saidOther }).waitFor({ state: 'detached' })

  // What was answered is not listed; the browser is shut while the answer to another one is on its way.
  await page.goto('/shop')
  await page.locator('[data-unsent-forms]').waitFor({ state: 'attached' })
  expect(await kept.count()).toBe(0)
  const pressInSilence = async (yen: number): Promise<void> => {
    await page.goto(`/shop/payments/${paymentId}`)
    await page.getByLabel(t('shop:refund.part_amount')).fill(String(yen))
    const heard = line.lost()
    line.cut('silent')
    await button(owner, t('shop:refund.submit_part')).click({ noWaitAfter: true })
    await expect.poll(() => line.lost()).toBeGreaterThan(heard)
    line.mend()
  }
  const isListed = (at: typeof page, yen: number): Promise<void> =>
    at
      .locator('[data-unsent-forms]')
      .getByText(`${t('shop:refund.title')}：${yen}円`)
      .waitFor()
  // Whatever page comes next in this window is no answer.
  await pressInSilence(1)
  await page.goto('/shop')
  await isListed(page, 1)
  await button(owner, t('tills:unsent.again')).click()
  await shown(owner, t('shop:refund.done', { amount: 1 }))
  expect(await spendable(guest)).toBe(before + 12 + 4 + 2 + 1)
  await page.goto('/shop')
  await page.locator('[data-unsent-forms]').waitFor({ state: 'attached' })
  expect(await kept.count()).toBe(0)

  await pressInSilence(3)
  const opened = { ...owner, page: await context.newPage() }
  await page.close()
  await opened.page.clock.install()
  await opened.page.goto('/shop')
  // Another window waits as long as an answer may take.
  await opened.page.locator('[data-unsent-forms]').waitFor({ state: 'attached' })
  expect(await opened.page.locator('[data-unsent-forms] section').count()).toBe(0)
  await opened.page.clock.fastForward(21_000)
  await isListed(opened.page, 3)
  await button(opened, t('tills:unsent.again')).click()
  await shown(opened, t('shop:refund.done', { amount: 3 }))
  expect(await spendable(guest)).toBe(before + 12 + 4 + 2 + 1 + 3)

  // What was sent for one shop is not taken for another one.
  const made = await ask('/api/wallets/me/codes', {})
  const { code } = (await made.json()) as { code: string }
  const form = { shop: region.otherShop.merchantId, amount: '9', key: crypto.randomUUID(), code }
  const answer = await context.request.post('/shop/charge', { form, headers: { origin: line.origin } })
  expect([new URL(answer.url()).pathname, await spendable(guest)]).toEqual([
    '/shop',
    before + 12 + 4 + 2 + 1 + 3,
  ])
})

it('what was done about a hold is kept with the button that was pressed, and done once', async () => {
  const guest = await purseOwner(region.purses.at(-86)!)
  const place = (amountYen: number) =>
    guest.context.request.post('/api/holds', {
      data: { merchantId, amountYen, endsAt: Date.now() + 20 * 3_600_000 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
  const before = await spendable(guest)
  for (const amountYen of [31, 17]) expect((await place(amountYen)).status()).toBe(201)
  const owner = await person({ baseURL: line.origin, viewport: phone })
  const { page } = owner
  await signIn(owner, 'owner', '/shop')
  await readied(owner)
  const lose = async (yen: number, act: 'capture' | 'void', where: 'before' | 'after') => {
    await page.goto('/shop/holds')
    const heading = page.getByRole('heading', { name: t('shop:yen', { amount: yen }), exact: true })
    const hold = page.locator('.hold', { has: heading })
    await hold.waitFor()
    line.cut(where)
    await hold.getByRole('button', { name: t(`holds:${act}`) }).click()
    await shown(owner, t('wallet:offline.again.sent'))
    line.mend()
    await page.goto('/shop')
    await page
      .locator('[data-unsent-forms]')
      .getByText(`${t(`holds:${act}`)}：${yen}円`)
      .waitFor()
    await button(owner, t('tills:unsent.again')).click()
  }
  await lose(31, 'capture', 'after')
  await shown(owner, t('holds:captured_done', { amount: 31 }))
  // Giving up never arrived: what is sent again is giving up, and not taking.
  await lose(17, 'void', 'before')
  await shown(owner, t('holds:voided_done'))
  expect(await spendable(guest)).toBe(before - 31)
})
