import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, purseOwner, region } from '../support/people.ts'
import { phone } from '../support/phone.ts'

afterEach(() => goHome())

describe('the purse is kept among a phone’s own programs', () => {
  it.each([
    ['ja', '/wallet'],
    ['en', '/en/wallet'],
    ['zh-hant', '/zh-hant/wallet'],
  ])('in the reader’s language (%s)', async (locale, path) => {
    const { page, context } = await purseOwner(region.purses.at(-9)!, { viewport: phone })
    await page.goto(path)
    const browser = await context.newCDPSession(page)
    const { data, errors } = await browser.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data!)).toMatchObject({
      id: path,
      start_url: path,
      name: wordsFor(locale)('wallet:installed'),
      lang: locale === 'zh-hant' ? 'zh-Hant' : locale,
      display: 'standalone',
    })
  })

  it('with a picture that is there, and in no language that is none', async () => {
    const { context } = await person()
    const { icons } = (await (await context.request.get('/wallet.webmanifest')).json()) as {
      icons: { src: string; type: string }[]
    }
    for (const { src, type } of icons) {
      const icon = await context.request.get(src)
      expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type])
    }
    expect((await context.request.get('/xx/wallet.webmanifest')).status()).toBe(404)
  })
})
