import { afterEach, expect, it } from 'vitest'
import { faultsOf } from '../support/look.ts'
import { goHome, person } from '../support/people.ts'

const strange = /nobody\.example|ERR_NAME_NOT_RESOLVED|Content Security Policy/

afterEach(() => goHome(strange))

it('looking finds a picture without words, text that is too pale, and a page that is too wide', async () => {
  const { page } = await person()
  await page.goto('/about')
  await page.locator('main').evaluate((main) => {
    const picture = document.createElement('img')
    const pale = document.createElement('p')
    pale.textContent = 'pale'
    pale.style.color = '#eee'
    pale.style.inlineSize = '500px'
    main.append(picture, pale)
  })
  const faults = (await faultsOf(page)).join('\n')
  for (const fault of ['image-alt', 'color-contrast', 'wide at 320', 'wide at 360'])
    expect(faults).toContain(fault)
})

it('a page that asks another host, breaks its policy or throws is noticed', async () => {
  const { page, troubles } = await person()
  await page.goto('/about')
  await page.evaluate(() => {
    const picture = document.createElement('img')
    picture.src = 'https://nobody.example/picture.png'
    document.body.append(picture)
    setTimeout(() => {
      throw new Error('thrown for nobody.example')
    })
  })
  await expect.poll(() => troubles.join('\n')).toMatch(/throws thrown/)
  await expect.poll(() => troubles.join('\n')).toMatch(/Content Security Policy/)
  // The policy stops the request before it is made: with the policy off, it is seen being made.
  const open = await person({ bypassCSP: true })
  await open.page.goto('/about')
  await open.page.evaluate(() => void fetch('https://nobody.example/').catch(() => undefined))
  await expect.poll(() => open.troubles.join('\n')).toMatch(/asks https:\/\/nobody\.example/)
})
