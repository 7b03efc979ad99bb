import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, purseOwner, region } from '../support/people.ts'
import { phone } from '../support/phone.ts'

afterEach(() => goHome())

const programs = [
  { home: '/wallet', name: 'wallet:installed' },
  { home: '/shop', name: 'shop:installed' },
] as const
const languages = [
  ['ja', ''],
  ['en', '/en'],
  ['zh-hant', '/zh-hant'],
] as const

/** What a PNG says of itself: its header is 8 bytes, a length and a word, then width and height (PNG, 11.2.2). */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`

describe.each(programs)('$home is kept among a phone’s own programs', ({ home, name }) => {
  it.each(languages)('in the reader’s language (%s)', async (locale, before) => {
    const path = `${before}${home}`
    const { page, context } = await purseOwner(region.purses.at(-9)!, { viewport: phone })
    await page.goto(path)
    const browser = await context.newCDPSession(page)
    const { data, errors } = await browser.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data!)).toMatchObject({
      id: path,
      start_url: path,
      name: wordsFor(locale)(name),
      lang: locale === 'zh-hant' ? 'zh-Hant' : locale,
      display: 'standalone',
    })
  })

  it('with pictures that are there, as large as they say, and in no language that is none', async () => {
    const { page, context } = await person()
    await page.goto(home)
    const { icons } = (await (await context.request.get(`${home}.webmanifest`)).json()) as {
      icons: { src: string; type: string; sizes: string }[]
    }
    expect(icons.map(({ sizes }) => sizes)).toEqual(['any', '180x180', '192x192', '512x512'])
    for (const { src, type, sizes } of icons) {
      const icon = await context.request.get(src)
      expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type])
      if (type === 'image/png') expect(sizeOf(await icon.body())).toBe(sizes)
    }
    const touched = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href')
    expect(touched).toBe(icons.find(({ sizes }) => sizes === '180x180')?.src)
    expect((await context.request.get(`/xx${home}.webmanifest`)).status()).toBe(404)
  })
})
