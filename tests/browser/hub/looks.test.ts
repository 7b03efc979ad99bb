import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

it('who leaves a story tells how far they came, once, and carries nothing that says who they are', async () => {
  const { page, context } = await person({ viewport: phone, locale: 'en' })
  const told: string[] = []
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/museum/looks/steps')) return
    told.push(request.postData() ?? '')
    expect(request.headers()['cookie']).toBeUndefined()
  })
  await page.goto('/en/stories/made-by-hand')
  await page.locator('#ware').scrollIntoViewIfNeeded()
  await page.locator('#ware h3').evaluate((heading) => heading.scrollIntoView({ block: 'center' }))
  // Back to the top: the furthest scene is what counts. The page is told to be put away as a phone tells it.
  await page.evaluate(async () => {
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)))
    scrollTo(0, 0)
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
    for (let n = 0; n < 2; n++) document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect
    .poll(() => told.map((body) => JSON.parse(body) as unknown))
    .toEqual([{ story: 'made-by-hand', step: 'ware', language: 'en' }])
  expect(await context.cookies()).toEqual([])
}, 60_000)

it.each(['ja', 'en'])(
  'the staff reads what is counted and what is not (%s)',
  async (locale) => {
    const t = wordsFor(locale)
    const studio = `${locale === 'ja' ? '' : `/${locale}`}/studio`
    const writer = await person({ viewport: phone, locale })
    await signIn(writer, 'karamushi-writer', studio, locale)
    await writer.page.getByRole('link', { name: t('looks:title') }).click()
    await writer.page.getByText(t('looks:counted.keeps')).waitFor()
    await writer.page.getByText(t('looks:empty', { least: 5 })).waitFor()
    await look(writer)
  },
  60_000,
)
