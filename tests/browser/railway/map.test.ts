import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { byKeyboard, pressEnter } from '../support/keyboard.ts'
import { goHome, person } from '../support/people.ts'

const t = wordsFor('ja')

it('the map draws from our own vectors, with a list beside it, and asks nobody else', async () => {
  const { page } = await byKeyboard(await person())
  // Who has been taken in meanwhile the hub never says: the map opens without them.
  await page.route('**/api/museum/institutions', () => {})
  await page.goto('/map')
  await pressEnter(page, t('map:open'))
  await page.locator('#map[data-ready="true"] canvas.maplibregl-canvas').waitFor({ timeout: 60_000 })
  // The button is gone; who works with keys stands on what came in its place.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS')
  // An even ground packs to a few kilobytes; lines, edges and names do not.
  expect((await page.locator('#map canvas').screenshot()).length).toBeGreaterThan(20_000)
  const list = page.getByRole('region', { name: t('map:list') })
  expect(await list.getByRole('link', { includeHidden: true }).count()).toBeGreaterThan(150)
  await goHome()
})

it('who goes on with the keys while the map comes keeps their place', async () => {
  const { page } = await byKeyboard(await person())
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/_astro/open.*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/map')
  const asked = page.waitForRequest('**/_astro/open.*.js')
  await pressEnter(page, t('map:open'))
  await asked
  await page.keyboard.press('Tab')
  const place = () => page.evaluate(() => document.activeElement?.outerHTML)
  const before = await place()
  letGo()
  await page.locator('#map[data-ready="true"] canvas').waitFor({ timeout: 60_000 })
  expect(before).not.toContain(t('map:open'))
  expect(await place()).toBe(before)
  await goHome()
})

it('with a token the map is drawn by mapbox-gl, which asks Mapbox and nobody else', async () => {
  // The build without a token forbids Mapbox by its policy; with one it is allowed (the next test).
  const { page, troubles } = await person({ bypassCSP: true })
  await page.goto('/map')
  await page.locator('#map').evaluate((frame) => frame.setAttribute('data-token', 'pk.eyJ1IjoieCJ9.x'))
  await page.getByRole('button', { name: t('map:open'), exact: true }).click()
  await page.locator('#map canvas.mapboxgl-canvas').waitFor({ timeout: 60_000 })
  const asked = troubles.filter((trouble) => trouble.startsWith('asks '))
  expect(asked.filter((trouble) => !/^asks https:\/\/(api|events)\.mapbox\.com$/.test(trouble))).toEqual([])
  expect(await page.locator('.maplibregl-canvas').count()).toBe(0)
  await goHome(/mapbox\.com|Failed to load resource/)
})

it.each([
  ['', false],
  ['pk.eyJ1IjoieCJ9.x', true],
])('the policy of a build with the token "%s" allows Mapbox: %s', (token, allowed) => {
  expect(policyWith(token).includes('mapbox.com')).toBe(allowed)
})

/** The pages' policy as a build with this token would write it. */
function policyWith(token: string): string {
  const print = "console.log((await import('./astro.config.mjs')).default.security.csp.directives.join(';'))"
  return execFileSync(process.execPath, ['--input-type=module', '-e', print], {
    encoding: 'utf8',
    env: { ...process.env, PUBLIC_MAPBOX_TOKEN: token },
  })
}
