import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

const lost = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/
afterEach(() => goHome(lost))

const t = wordsFor('ja')
const { merchantId } = region.ownShop

/** Pays at the shop with a printed code; the payment's id. */
async function pay({ context }: Person, amountYen: number): Promise<string> {
  const paid = await context.request.post('/api/payments', {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

/** The ids of the payments in the list, the newest first. */
const listOn = ({ page }: Person): Promise<string[]> =>
  page.locator('[data-rows] > li').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-payment')!))

const row = ({ page }: Person, paymentId: string) =>
  page.locator(`[data-rows] > [data-payment="${paymentId}"]`)

describe('a payment reaches every device of the shop', () => {
  it('the owner’s and the clerk’s, with the amount large; what came while one was cut off comes after, once', async () => {
    const guest = await purseOwner(region.purses.at(-7)!)
    const [owner, clerk] = [await person(), await person({ viewport: phone })]
    await signIn(owner, 'owner', '/shop')
    await signIn(clerk, 'clerk', '/shop')
    const [first, devices] = [await pay(guest, 11), [owner, clerk]]
    for (const device of devices) {
      await row(device, first).waitFor()
      await device.page.locator('.paid').getByText(t('shop:till.arrived'), { exact: true }).waitFor()
    }
    await look(clerk)

    // More than the till asks for at once.
    await clerk.context.setOffline(true)
    await clerk.page.getByText(t('shop:till.offline')).waitFor()
    const missed: string[] = []
    for (let n = 0; n < 35; n++) missed.push(await pay(guest, 10))
    await row(owner, missed.at(-1)!).waitFor()
    expect(await row(clerk, missed[0]!).count()).toBe(0)
    await clerk.context.setOffline(false)
    await row(clerk, missed.at(-1)!).waitFor()
    const sign = clerk.page.locator('.paid')
    await sign.getByText(t('shop:till.arrived_many', { count: 35 }), { exact: true }).waitFor()
    expect(await sign.innerText()).toContain(t('shop:yen', { amount: 350 }))
    for (const device of devices) {
      const list = await listOn(device)
      expect(list.slice(0, 36)).toEqual([...missed.toReversed(), first])
      expect(new Set(list).size).toBe(list.length)
    }
    await look(clerk)
  })

  it('told over one line, without asking again and again', async () => {
    const guest = await purseOwner(region.purses.at(-18)!)
    const owner = await person()
    const asked: string[] = []
    owner.page.on('request', (request) => {
      if (request.url().includes('/payments?')) asked.push(request.url())
    })
    const answered = owner.page.waitForResponse((answer) => answer.url().includes('/payments/told'))
    await signIn(owner, 'owner', '/shop')
    expect([(await answered).status(), (await answered).headers()['content-type']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ])
    const paid: string[] = []
    for (let n = 0; n < 4; n++) {
      paid.push(await pay(guest, 12))
      await row(owner, paid.at(-1)!).waitFor()
    }
    expect((await listOn(owner)).slice(0, 4)).toEqual(paid.toReversed())
    // Once as the page opened, once as the line did; each look of old would have been one more.
    expect(asked.length).toBeLessThanOrEqual(2)
    const back = await owner.context.request.post('/api/refunds', {
      data: { paymentId: paid[0], amountYen: 5 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(back.status()).toBe(201)
    await row(owner, paid[0]!)
      .getByText(t('shop:till.given_back', { amount: 5 }))
      .waitFor()
  })

  it('and where the hub tells nothing by itself, by asking', async () => {
    const guest = await purseOwner(region.purses.at(-18)!)
    const owner = await person({ viewport: phone })
    await owner.page.route('**/payments/told*', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: '{"code":"not_told_here"}',
      }),
    )
    await signIn(owner, 'owner', '/shop')
    await row(owner, await pay(guest, 13)).waitFor()
    await row(owner, await pay(guest, 14)).waitFor()
  })

  it('with a sound where it was turned on, also after the page was loaded again, and none where it was not', async () => {
    const guest = await purseOwner(region.purses.at(-81)!)
    const owner = await person({ viewport: phone })
    const { page } = owner
    await page.addInitScript(() => {
      const start = Reflect.get(OscillatorNode.prototype, 'start')
      Object.assign(globalThis, { tones: 0 })
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        Reflect.set(globalThis, 'tones', Number(Reflect.get(globalThis, 'tones')) + 1)
        start.call(this, when)
      }
    })
    const tones = () => page.evaluate(() => Number(Reflect.get(globalThis, 'tones')))
    const turn = (name: string) => page.getByRole('button', { name: t(`shop:till.${name}`), exact: true })
    await signIn(owner, 'owner', '/shop')
    await row(owner, await pay(guest, 15)).waitFor()
    expect(await tones()).toBe(0)
    // Once to hear how it sounds, once more for the payment: two tones each.
    await turn('sound_on').click()
    await expect.poll(tones).toBe(2)
    await row(owner, await pay(guest, 16)).waitFor()
    await expect.poll(tones).toBe(4)

    await page.reload()
    await turn('sound_off').waitFor()
    await page.locator('h1').click()
    await page.getByText(t('tills:sound_waits')).waitFor({ state: 'hidden' })
    await row(owner, await pay(guest, 17)).waitFor()
    await expect.poll(tones).toBe(2)
    await turn('sound_off').click()
    await page.reload()
    await turn('sound_on').waitFor()
    await page.locator('h1').click()
    await row(owner, await pay(guest, 18)).waitFor()
    expect(await tones()).toBe(0)
  })

  it('beside what the same weekday of last week had brought until now', async () => {
    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', '/shop')
    await owner.page.getByText(/先週の.+は、\d+:\d\dまでに 0円/).waitFor()
  })
})
