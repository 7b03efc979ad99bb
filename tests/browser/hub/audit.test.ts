import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, origin, person, type Person, purseOwner, region } from '../support/people.ts'

afterEach(() => goHome())

const paidYen = 321

/** Pays at the other shop; answers the payment's number. */
async function pay({ context }: Person): Promise<string> {
  const paid = await context.request.post('/api/payments', {
    data: { merchantId: region.otherShop.merchantId, amountYen: paidYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

/** The proof as a file holds it, once the hub has sealed the payment by itself. */
async function proofOf({ context }: Person, paymentId: string): Promise<string> {
  let text = ''
  await expect
    .poll(
      async () => {
        const answer = await context.request.get(`/api/audit/journals/${paymentId}/proof`)
        text = await answer.text()
        return answer.status()
      },
      { timeout: 30_000 },
    )
    .toBe(200)
  return text
}

const english = { locale: 'en-GB', viewport: { width: 360, height: 780 }, colorScheme: 'dark' } as const

describe('the books are checked by who holds a receipt', () => {
  it('from the receipt to its proof, in Japanese', async () => {
    const t = wordsFor('ja')
    const payer = await purseOwner(region.purses.at(-6)!)
    const { page } = payer
    const paymentId = await pay(payer)
    await proofOf(payer, paymentId)
    await page.goto(`/wallet/receipts/${paymentId}`)
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('link', { name: t('audit:receipt.check'), exact: true }).click()
    const found = page.locator('[data-receipt-result] .notice.good')
    await found.waitFor()
    const said = await found.innerText()
    expect(said).toContain(t('audit:result.right'))
    expect(said).toContain(t('audit:yen', { amount: paidYen }))
    expect(said).toContain(t('audit:kind.pay'))
    expect(said).toContain(paymentId)
    expect(said).not.toContain(region.purses.at(-6)!.walletId)
    // Signature, place, and that the record of now carries on.
    expect(await found.locator('.proved li').count()).toBe(3)
    expect(await faultsOf(page)).toEqual([])
  })

  it('by a stranger with the file alone, in English on a small phone', async () => {
    const t = wordsFor('en')
    const payer = await purseOwner(region.purses.at(-7)!)
    const proof = await proofOf(payer, await pay(payer))
    const { page } = await person(english)
    await page.goto('/en/audit')
    await page
      .getByLabel(t('audit:check.file'), { exact: true })
      .setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(proof) })
    await page.locator('[data-receipt-result] .notice.good').waitFor()
    expect(await page.locator('[data-receipt-result]').innerText()).toContain(t('audit:result.right'))
    expect(await faultsOf(page)).toEqual([])
  })

  it('and what was changed, or signed by somebody else, is told apart', async () => {
    const t = wordsFor('ja')
    const payer = await purseOwner(region.purses.at(-8)!)
    const proof = await proofOf(payer, await pay(payer))
    const { page } = await person()
    await page.goto('/audit')
    const [text, key] = [page.locator('#proof-text'), page.locator('#verifier')]
    const result = page.locator('[data-receipt-result]')
    const refused = async (words: string) => {
      await page.getByRole('button', { name: t('audit:check.submit'), exact: true }).click()
      await result.locator('.notice.bad', { hasText: words }).waitFor()
    }
    await refused(t('audit:check.empty'))
    await text.fill('これは証明ではありません')
    await refused(t('audit:code.proof_not_readable'))
    await text.fill(proof.replaceAll(String(paidYen), String(paidYen + 1)))
    await refused(t('audit:code.not_in_the_record'))
    await text.fill(proof)
    const ours = await key.inputValue()
    await key.fill('鍵ではない')
    await refused(t('audit:code.key_not_readable'))
    // A real key of this form, of somebody else.
    await key.fill('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
    await refused(t('audit:code.signature_wrong'))
    await key.fill(ours)
    await page.getByRole('button', { name: t('audit:check.submit'), exact: true }).click()
    await result.locator('.notice.good').waitFor()
  })

  it('and another wallet’s proof is not handed out', async () => {
    const payer = await purseOwner(region.purses.at(-9)!)
    const paymentId = await pay(payer)
    await proofOf(payer, paymentId)
    const other = await purseOwner(region.purses.at(-10)!)
    await other.page.goto(`/audit#${paymentId}`)
    await other.page.locator('.notice.bad', { hasText: wordsFor('ja')('audit:check.missing') }).waitFor()
  })

  it('without JavaScript the page tells what it cannot do and still shows key and sums', async () => {
    const { page } = await person({ javaScriptEnabled: false })
    await page.goto('/audit')
    expect(await page.locator('noscript .notice').innerText()).toBe(
      wordsFor('ja')('audit:check.needs_script'),
    )
    expect(await page.locator('[data-receipt-check]').isVisible()).toBe(false)
    expect(await page.locator('.keys code').count()).toBe(1)
  })
})
