import { afterEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../support/look.ts'
import { goHome, person, type Person, purseOwner, region, signIn } from '../support/people.ts'

afterEach(() => goHome())

/** Opens each page; what is wrong with how it answers or stands. */
async function faultsOn({ page }: Person, paths: readonly string[], expected = 200): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths) {
    const answer = await page.goto(path)
    if (answer?.status() !== expected) faults.push(`${path} answers ${answer?.status()}`)
    faults.push(...(await faultsOf(page)))
  }
  return faults
}

const pay = `/pay/${encodeURIComponent(region.otherShop.payload)}`
const english = { locale: 'en-GB', viewport: { width: 360, height: 780 }, colorScheme: 'dark' } as const

describe('every kind of page is accessible, reflows at 400 % zoom, says no error and asks nobody else', () => {
  it('home, lines, stations', async () => {
    const visitor = await person()
    expect(await faultsOn(visitor, ['/', '/lines', '/lines/tadami', '/stations/aizu-miyashita'])).toEqual([])
  })

  it('lines and stations by night, in English and Traditional Chinese', async () => {
    const paths = [
      '/en/lines/aizu',
      '/en/stations/kitakata',
      '/zh-hant/lines/tadami',
      '/zh-hant/stations/aizu-yanaizu',
    ]
    expect(await faultsOn(await person(english), paths)).toEqual([])
  })

  it('where to see a train', async () => {
    const paths = ['/viewpoints', '/viewpoints/first-bridge-viewpoint?date=2027-01-20']
    expect(await faultsOn(await person(), paths)).toEqual([])
    expect(
      await faultsOn(await person(english), ['/en/viewpoints', '/en/viewpoints/second-bridge?date=soon']),
    ).toEqual([])
  })

  it('the books to check', async () => {
    expect(await faultsOn(await person(), ['/audit'])).toEqual([])
    expect(await faultsOn(await person(english), ['/en/audit', '/zh-hant/audit'])).toEqual([])
  })

  it('data to take along', async () => {
    expect(await faultsOn(await person(), ['/open-data'])).toEqual([])
    expect(await faultsOn(await person(english), ['/en/open-data/', '/zh-hant/open-data'])).toEqual([])
  })

  it.each(['places', 'crafts', 'events', 'institutions', 'municipalities', 'exhibits'])(
    '%s',
    async (kind) => {
      const visitor = await person()
      expect(await faultsOn(visitor, [`/${kind}`])).toEqual([])
      const first = visitor.page.locator(`main a[href^="/${kind}/"]`).first()
      expect(await faultsOn(visitor, [(await first.getAttribute('href'))!])).toEqual([])
    },
  )

  it('what institutions publish, seen whole, in parts and not at all', async () => {
    const visitor = await person()
    expect(await faultsOn(visitor, ['/items', '/items/tadami-line-scroll'])).toEqual([])
    // The scroll is drawn a few seconds after the start; until then it has no parts to point at.
    const part = visitor.page.locator('.parts a').first()
    if ((await part.count()) > 0)
      expect(await faultsOn(visitor, [(await part.getAttribute('href'))!])).toEqual([])
    const stories = ['/en/stories/made-by-hand', '/en/embed/stories/year-of-snow-and-water']
    expect(await faultsOn(await person(english), ['/en/items', '/en/items/lotus-sutra', ...stories])).toEqual(
      [],
    )
  })

  it('the home page in every language', async () => {
    const visitor = await person(english)
    const paths = ['/en', '/easy', '/zh-hant', '/th', '/ko', '/zh-hans']
    expect(await faultsOn(visitor, paths)).toEqual([])
  })

  it('map, search, about, sources, numbers, check-in, sign-in', async () => {
    const paths = ['map', 'search?q=soba', 'about', 'sources', 'numbers', 'check-in', 'sign-in']
    expect(
      await faultsOn(
        await person(english),
        paths.map((path) => `/en/${path}`),
      ),
    ).toEqual([])
  })

  it('the purse and paying', async () => {
    const customer = await purseOwner(region.purses.at(-1)!)
    const paths = ['/wallet', '/wallet/add', '/wallet/recover', '/wallet/send', '/wallet/receive', '/pay']
    expect(await faultsOn(customer, paths)).toEqual([])
    expect(await faultsOn(customer, ['/wallet/give', '/wallet/close'])).toEqual([])
    expect(await faultsOn(customer, [pay, `${pay}?amount=100`, `${pay}?amount=9000`])).toEqual([])
  })

  it('pages that are not there', async () => {
    const customer = await purseOwner(region.purses.at(-1)!)
    const paths = [
      '/wallet/receipts/none',
      '/wallet/topups/none',
      '/wallet/transfers/none',
      '/wallet/donations/none',
      '/nowhere',
    ]
    expect(await faultsOn(customer, paths, 404)).toEqual([])
  })

  it('the shop', async () => {
    const owner = await person(english)
    expect(await faultsOn(owner, ['/en/shop', '/en/shop/apply'])).toEqual([])
    await signIn(owner, 'owner', '/en/shop', 'en')
    const paths = ['shop', 'shop/code', 'shop/enter-amount', 'shop/purchases', 'account']
    expect(
      await faultsOn(
        owner,
        paths.map((path) => `/en/${path}`),
      ),
    ).toEqual([])
  })

  it('the office', async () => {
    const officer = await person()
    await signIn(officer, 'officer', '/office')
    expect(await faultsOn(officer, ['/office', '/office/merchants', '/office/causes'])).toEqual([])
    const approver = await person(english)
    await signIn(approver, 'approver', '/en/office', 'en')
    const desks = ['settlement', 'issue', 'base-dates', 'disputes', 'limits', 'topup-matters', 'looks']
    const paths = ['office', ...desks.map((desk) => `office/${desk}`)]
    expect(
      await faultsOn(
        approver,
        paths.map((path) => `/en/${path}`),
      ),
    ).toEqual([])
  })
})
