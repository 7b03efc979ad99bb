import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { called } from '../support/keyboard.ts'
import { goHome, person, type Person, region, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'
import { readCodes } from '../support/reading.ts'

afterEach(() => goHome())

const shop = region.ownShop

it.each(['ja', 'en'])(
  'a shop adds a product once, says that it is sold out with one press, and visitors see it, %s',
  async (locale) => {
    const t = wordsFor(locale)
    const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
    const [nameJa, nameEn] = [`桐の小箱 ${locale}`, `Paulownia box ${locale}`]
    const name = locale === 'en' ? nameEn : nameJa
    const owner = await person({ viewport: phone })
    const { page } = owner
    const press = (key: string, of = page.locator('main')) =>
      of.getByRole('button', { name: called(t(key)) }).click()
    await signIn(owner, 'owner', at('/shop'), locale)
    await page.getByRole('link', { name: t('products:shop.go'), exact: true }).click()
    await page.getByRole('heading', { name: t('products:shop.title'), level: 1 }).waitFor()
    await press('products:shop.add')
    await page.getByRole('alert').waitFor()
    await look(owner)
    const fill = async (field: string, text: string) =>
      page.locator(`#${field}-new`).fill(text)
    await fill('nameJa', nameJa)
    await fill('nameEn', nameEn)
    await fill('priceYen', '1200')
    // Both clicks of a nervous hand, before the first is answered.
    await page
      .getByRole('button', { name: t('products:shop.add'), exact: true })
      .dblclick({ noWaitAfter: true })
    await page.getByText(t('products:shop.saved')).waitFor()
    const mine = page.locator('article').filter({ hasText: name })
    await expect.poll(() => mine.count()).toBe(1)
    await look(owner)

    const visitor = await person({ viewport: phone })
    const seen = async (language: string): Promise<string> => {
      await visitor.page.goto(`${language === 'ja' ? '' : `/${language}`}/shops/${shop.merchantId}`)
      return visitor.page.locator('li.product').filter({ hasText: language === 'ja' ? nameJa : nameEn }).innerText()
    }
    expect(await seen(locale)).toContain(t('products:public.price', { amount: 1_200 }))
    expect(await seen(locale)).toContain(t('products:public.in_stock'))
    await look(visitor)
    // The search finds it at once, tells of it what the page tells, and leads to it.
    const found = async (): Promise<string[]> => {
      await visitor.page.goto(at(`/search?q=${encodeURIComponent(name)}&kind=product`))
      return visitor.page.locator('.results > li').filter({ hasText: name }).allInnerTexts()
    }
    expect(await found()).toEqual([expect.stringContaining(t('products:public.in_stock'))])
    await look(visitor)
    await visitor.page.locator('.results a').filter({ hasText: name }).click()
    await visitor.page.locator('li.product:target').filter({ hasText: name }).waitFor()
    await press('products:public.sold_out', mine)
    await page.getByText(t('products:shop.saved')).waitFor()
    expect(await seen(locale)).toContain(t('products:public.sold_out'))
    expect(await found()).toEqual([expect.stringContaining(t('products:public.sold_out'))])
    await visitor.page.goto(`/zh-hant/shops/${shop.merchantId}`)
    await visitor.page.getByText(wordsFor('zh-hant')('products:public.sold_out')).first().waitFor()
    await look(visitor)
    await mine.locator('summary').click()
    await press('products:shop.remove', mine)
    await page.getByText(t('products:shop.removed')).waitFor()
    expect(await mine.count()).toBe(0)
    expect(await found()).toEqual([])
  },
  60_000,
) // prettier-ignore

it('of two devices the second is shown what the first said; a code at the till asks which price holds', async () => {
  const t = wordsFor('ja')
  const name = '赤べこの絵皿'
  const open = async (options = {}): Promise<Person> => {
    const one = await person(options)
    await signIn(one, 'owner', '/shop', 'ja')
    await one.page.goto(`/shop/products?shop=${shop.merchantId}`)
    return one
  }
  const first = await open()
  for (const [field, text] of [['nameJa', name], ['nameEn', 'Plate'], ['priceYen', '800']])
    await first.page.locator(`#${field}-new`).fill(text!)
  await first.page.getByRole('button', { name: t('products:shop.add'), exact: true }).click()
  await first.page.getByText(t('products:shop.saved')).waitFor()
  const second = await open({ ...bare, viewport: phone })
  const of = ({ page }: Person) => page.locator('article').filter({ hasText: name })

  // At the till: the amount comes from the product, and the code keeps it.
  const till = await open({ viewport: phone })
  await of(till).getByRole('link', { name: t('products:shop.sell', { amount: 800 }) }).click()
  await till.page.getByText(t('shop:yen', { amount: 800 })).waitFor()

  await of(first).locator('summary').click()
  await of(first).getByLabel(t('products:shop.priceYen')).fill('900')
  await of(first).getByRole('button', { name: called(t('products:shop.save'), name) }).click()
  await first.page.getByText(t('products:shop.saved')).waitFor()

  await of(second).getByRole('button', { name: called(t('products:public.few'), name) }).click()
  const told = await second.page.getByRole('alert').innerText()
  expect(told).toContain(t('merchants:refusal.product_changed'))
  expect(told).toContain('900')
  expect(await of(second).innerText()).toContain(t('products:public.price', { amount: 900 }))

  await till.page.reload()
  await till.page
    .getByText(t('products:shop.price_changed', { name, old: 800, now: 900 }))
    .waitFor()
  await look(till)
  expect(await readCodes(await till.page.screenshot(), { formats: ['QRCode'] })).toEqual([])
  await till.page.getByRole('link', { name: t('products:shop.take_old', { amount: 800 }) }).click()
  await till.page.getByText(t('shop:yen', { amount: 800 })).waitFor()
  // It moves once more while the code stands there.
  const change = async (yen: string) => {
    await of(first).locator('summary').click()
    await of(first).getByLabel(t('products:shop.priceYen')).fill(yen)
    await of(first).getByRole('button', { name: called(t('products:shop.save'), name) }).click()
    await first.page.getByText(t('products:public.price', { amount: Number(yen) })).waitFor()
  }
  await change('950')
  await till.page.reload()
  await till.page.getByRole('link', { name: t('products:shop.take_now', { amount: 950 }) }).click()
  await till.page.getByText(t('shop:yen', { amount: 950 })).waitFor()
  await of(first).locator('summary').click()
  await of(first).getByRole('button', { name: called(t('products:shop.remove'), name) }).click()
  await first.page.getByText(t('products:shop.removed')).waitFor()
  await till.page.reload()
  await till.page.getByText(t('products:shop.taken_off', { amount: 950 })).waitFor()
  expect(await readCodes(await till.page.screenshot(), { formats: ['QRCode'] })).toEqual([])
  await look(till)
  await till.page.getByRole('link', { name: t('products:shop.take_old', { amount: 950 }) }).click()
  await till.page.getByText(t('shop:yen', { amount: 950 })).waitFor()
}, 60_000) // prettier-ignore
