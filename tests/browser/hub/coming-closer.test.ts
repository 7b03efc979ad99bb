import { afterEach, expect, it } from 'vitest'
import { parseState } from '../../../api/museum/content-state.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { untilDrawn } from '../support/drawings.ts'
import { pressEnter, standsOn } from '../support/keyboard.ts'
import { goHome, origin, person, type Person } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const scroll = '/items/tadami-line-scroll'
const closer = t('museum:zoom.open')

afterEach(() => goHome(/ERR_FAILED/))

/** Opens the item and comes closer to it. */
async function comeCloser(visitor: Person): Promise<void> {
  await untilDrawn(visitor, 'tadami-line-scroll')
  await visitor.page.goto(scroll)
  await press(visitor, closer)
  await visitor.page.locator('[data-stage] canvas').waitFor()
  await visitor.page.getByRole('group', { name: t('museum:zoom.tools') }).waitFor()
}

const state = ({ page }: Person) => page.locator('[data-state]')
const scrolled = ({ page }: Person): Promise<number> => page.evaluate(() => window.scrollY)
/** Where the middle of the stage is on the screen. */
async function middleOf({ page }: Person): Promise<{ x: number; y: number }> {
  const box = (await page.locator('[data-stage]').boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** What each viewer elsewhere is asked to open by the links of a part of the page. */
async function viewersIn({ page }: Person, part: string): Promise<(string | null)[]> {
  const links = ['Mirador', 'Theseus'].map((name) =>
    page.locator(part).getByRole('link', { name: t('museum:page.viewer', { name }), exact: true }),
  )
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  return addresses.map((address) => new URL(address!).searchParams.get('iiif-content'))
}

/** Runs in the page: waits a few pictures of the screen, far fewer than a movement that can be followed by eye takes. */
async function fewPictures(): Promise<void> {
  for (let pictures = 0; pictures < 10; pictures++)
    await new Promise((resolve) => requestAnimationFrame(resolve))
}

it('comes closer by keyboard alone, hears how close, and is back where it began', async () => {
  const visitor = await person({ reducedMotion: 'reduce' })
  const { page } = visitor
  await untilDrawn(visitor, 'tadami-line-scroll')
  await page.goto(scroll)
  await pressEnter(page, closer)
  const stage = page.locator('[data-stage]')
  await expect.poll(() => stage.evaluate((one) => one === document.activeElement)).toBe(true)
  const times = async (): Promise<number> =>
    Number(/([\d.]+)/.exec(await state(visitor).innerText())?.[1] ?? 0)
  await expect.poll(times).toBeGreaterThan(1)
  await standsOn(page, (await stage.getAttribute('aria-label'))!)
  for (const move of ['closer', 'further', 'whole', 'left', 'right', 'up', 'down'])
    expect(await page.getByRole('button', { name: t(`museum:zoom.${move}`), exact: true }).count()).toBe(1)
  // Who asked for no movement is there at once.
  const before = await times()
  await page.keyboard.press('+')
  await page.evaluate(fewPictures)
  expect(await times()).toBeGreaterThan(before)
  await page.keyboard.press('0')
  await expect.poll(times).toBe(1)
  await look(visitor)
  await page.keyboard.press('Escape')
  expect(await stage.isVisible()).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(closer)
  expect(await page.locator('.strip img').isVisible()).toBe(true)
})

it('the wheel over the picture goes on scrolling the page', async () => {
  const visitor = await person()
  await comeCloser(visitor)
  const before = await scrolled(visitor)
  const { x, y } = await middleOf(visitor)
  await visitor.page.mouse.move(x, y)
  await visitor.page.mouse.wheel(0, 300)
  await expect.poll(() => scrolled(visitor)).toBeGreaterThan(before)
})

it('one finger on a phone goes on scrolling the page', async () => {
  const visitor = await person({ viewport: phone, hasTouch: true, isMobile: true })
  await comeCloser(visitor)
  const before = await scrolled(visitor)
  const { x, y } = await middleOf(visitor)
  const session = await visitor.context.newCDPSession(visitor.page)
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', up?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: up === undefined ? [] : [{ x, y: y - up }],
    })
  await finger('touchStart', 0)
  for (let up = 10; up <= 120; up += 10) await finger('touchMove', up)
  await finger('touchEnd')
  await expect.poll(() => scrolled(visitor)).toBeGreaterThan(before)
  await look(visitor)
})

it('a part is shown to somebody else, who sees it without JavaScript too', async () => {
  const visitor = await person({ reducedMotion: 'reduce' })
  await comeCloser(visitor)
  await press(visitor, t('museum:zoom.closer'))
  await press(visitor, t('museum:zoom.tell'))
  const address = await visitor.page.getByLabel(t('museum:zoom.address')).inputValue()
  const other = await person(bare)
  await other.page.goto(address)
  await other.page.getByRole('heading', { name: t('museum:page.detail') }).waitFor()
  const picture = other.page.locator('.detail img')
  expect(await picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
  expect(await other.page.getByRole('button', { name: closer }).isVisible()).toBe(false)
  // The same part, and the whole, in the viewers of others.
  const pointedAt = new URL(address).searchParams.get('iiif-content')!
  const manifest = `${origin}/iiif/presentation/tadami-line-scroll/manifest`
  expect(parseState(pointedAt)).toMatchObject({ manifest, region: { x: expect.any(Number) as number } })
  expect(await viewersIn(other, '.detail')).toEqual([pointedAt, pointedAt])
  expect(await viewersIn(other, 'section[aria-labelledby="take"]')).toEqual([manifest, manifest])
})

it('where the viewer cannot be fetched the picture stays, and the page says so', async () => {
  const visitor = await person()
  await untilDrawn(visitor, 'tadami-line-scroll')
  await visitor.page.route('**/deep-zoom*', (route) => route.abort())
  await visitor.page.goto(scroll)
  await press(visitor, closer)
  await expect.poll(() => state(visitor).innerText()).toBe(t('museum:zoom.failed'))
  expect(await visitor.page.locator('.strip img').isVisible()).toBe(true)
  // The line is there again.
  await visitor.page.unroute('**/deep-zoom*')
  await press(visitor, closer)
  await visitor.page.getByRole('button', { name: t('museum:zoom.whole') }).waitFor()
})

const lines = [
  [{ effectiveType: '4g', saveData: false }, 1],
  [{ effectiveType: '3g', saveData: false }, 0],
  [{ effectiveType: '4g', type: 'cellular' }, 0],
  [{ effectiveType: '4g', saveData: true }, 0],
  [undefined, 0],
] as const

/** Runs in the page: by then whatever waits for a quiet moment has had one. */
async function quiet(): Promise<void> {
  for (let moments = 0; moments < 3; moments++)
    await new Promise((rest) => requestAnimationFrame(() => requestIdleCallback(rest)))
}

it('the viewer is fetched as its button comes near where the line is quick and free, and else as somebody presses', async () => {
  const { context } = await person({ viewport: phone })
  for (const [line, ahead] of lines) {
    const page = await context.newPage()
    let asked = 0
    page.on('request', (request) => void (request.url().includes('/deep-zoom') && asked++))
    await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), line)
    await page.goto(scroll, { waitUntil: 'load' })
    const opener = page.getByRole('button', { name: closer })
    await opener.scrollIntoViewIfNeeded()
    if (ahead > 0) await expect.poll(() => asked).toBe(ahead)
    await page.evaluate(quiet)
    expect(asked, JSON.stringify(line)).toBe(ahead)
    await opener.click()
    await page.locator('[data-stage] canvas').waitFor()
    expect(asked, JSON.stringify(line)).toBe(1)
    await page.close()
  }
})

it('a story gives the focus back where no viewer comes, is opened by a double click, and stays closed', async () => {
  const visitor = await person({ reducedMotion: 'reduce' })
  const { page } = visitor
  for (const image of ['tadami-line-scroll', 'bridges-by-kilometre']) await untilDrawn(visitor, image)
  await page.route('**/deep-zoom*', (route) => route.abort())
  await page.goto('/stories/line-and-bridges')
  await pressEnter(page, t('museum:story.start'))
  await expect.poll(() => state(visitor).innerText()).toBe(t('museum:story.failed'))
  await standsOn(page, t('museum:story.start'))
  expect(await page.getByRole('link', { name: t('museum:zoom.again') }).isVisible()).toBe(true)
  await page.unroute('**/deep-zoom*')

  const pairComes = Promise.withResolvers<void>()
  let asked = 0
  await page.route('**/story-pair*', async (route) => {
    asked++
    await pairComes.promise
    await route.continue()
  })
  const opener = page.locator('button[data-start]')
  await opener.evaluate((one: HTMLButtonElement) => [one.click(), one.click()])
  await page.locator('[data-stage] canvas').first().waitFor()
  // It is closed while what shows two pictures is still on its way.
  for (let n = 2; n <= 3; n++) await page.keyboard.press('n')
  await expect.poll(() => asked).toBe(1)
  await page.keyboard.press('Escape')
  const came = page.waitForResponse('**/story-pair*')
  pairComes.resolve()
  await (await came).finished()
  await page.evaluate(quiet)
  expect(await page.locator('[data-pair]').getAttribute('hidden')).toBe('')

  // One of two does not come: it is said on it, and no keys are promised.
  await page.route('**/bridges-by-kilometre/info.json', (route) => route.abort())
  await page.reload()
  await opener.click()
  await page.locator('[data-stage] canvas').first().waitFor()
  for (let n = 2; n <= 3; n++) await page.keyboard.press('n')
  const second = page.locator('[data-pane-stage]').nth(1)
  await second.getByText(/は、今は動きません。$/).waitFor()
  expect(await second.getAttribute('role')).toBe(null)
  expect(await second.getAttribute('tabindex')).toBe('-1')
  await look(visitor)
}, 60_000)
