import { afterEach, expect, it } from 'vitest'
import { faultsOf } from '../support/look.ts'
import { goHome, person } from '../support/people.ts'
import { bare, phone } from '../support/phone.ts'

afterEach(() => goHome())

/** What every story looks for is found where it is: a picture without words, grey on white, and a line too long. */
it('a page that may not be shown is told with what is wrong, and one that may is told nothing of', async () => {
  const { page } = await person({ viewport: phone })
  await page.goto('/wallet')
  expect(await faultsOf(page)).toEqual([])
  await page.evaluate(() => {
    const grey = document.createElement('p')
    grey.textContent = 'grey'
    grey.style.cssText = 'color:#aaa;background:#fff;width:900px'
    document.body.append(document.createElement('img'), grey)
  })
  const faults = await faultsOf(page)
  expect(faults.map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
    '/wallet: color-contrast:',
    '/wallet: image-alt:',
    expect.stringMatching(/^\/wallet: \d+$/),
    expect.stringMatching(/^\/wallet: \d+$/),
  ])
  expect(page.viewportSize()).toEqual(phone)
})

it('a browser without JavaScript is refused at once instead of waited for', async () => {
  const { page } = await person(bare)
  await page.goto('/wallet')
  await expect(faultsOf(page)).rejects.toThrow(/without JavaScript/)
})
