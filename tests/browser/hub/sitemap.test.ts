import { afterEach, expect, it } from 'vitest'
import { goHome, origin, person } from '../support/people.ts'

afterEach(() => goHome())

/** So many of the addresses are opened: some of each kind. */
const everyNth = 17

it('the map of the site names pages that open, each with its own languages, and search engines are told of it', async () => {
  const { context } = await person()
  const robots = await (await context.request.get('/robots.txt')).text()
  expect(robots).toContain(`Sitemap: ${origin}/sitemap.xml\n`)
  const map = await (await context.request.get('/sitemap.xml')).text()
  const entries = [...map.matchAll(/<url><loc>([^<]+)<\/loc>(.*?)<\/url>/g)]
  const addresses = entries.map(([, address]) => address!)
  for (const path of [
    '/',
    '/items/craft-map',
    '/stories/made-by-hand',
    '/en/stations/tadami',
    '/zh-hant/plan',
  ])
    expect(addresses).toContain(`${origin}${path}`)
  for (const [, address, links] of entries.filter((_, n) => n % everyNth === 0)) {
    const answer = await context.request.get(address!, { maxRedirects: 0 })
    expect(answer.status(), address).toBe(200)
    const page = await answer.text()
    expect(page, address).not.toContain('content="noindex"')
    const mapped = [...links!.matchAll(/hreflang="([^"]+)"/g)].map(([, language]) => language)
    const own = [...page.matchAll(/<link rel="alternate" hreflang="([^"]+)"/g)].map(
      ([, language]) => language,
    )
    expect(own, address).toEqual(mapped)
  }
})
