import { afterEach, expect, it } from 'vitest'
import { openLine } from '../support/broken-line.ts'
import { keysAlone, lineBreaks } from '../support/hands.ts'
import { called, chooseByKeys, comeToField, standsOn, tabToCalled } from '../support/keyboard.ts'
import { goHome, origin, type Person } from '../support/people.ts'

afterEach(() => goHome(lineBreaks))

const tellers = [
  { locale: 'ja', nameJa: '線路茶屋', nameEn: 'TEA ON THE LINE', contactEmail: 'line@applicant.example' },
  { locale: 'en', nameJa: '英語茶屋', nameEn: 'ENGLISH TEA', contactEmail: 'english@applicant.example' },
  { locale: 'zh-hant', nameJa: '線上茶館', nameEn: 'TAIWAN TEA', contactEmail: 'taiwan@applicant.example' },
] as const
const typed = { nameKana: 'センノチャヤ', contactName: '線 花子', contactPhone: '0242-00-0004' }
const password = 'a-word-of-the-line'
const bank = {
  bankCode: '0126',
  branchCode: '101',
  accountNumber: '7654321',
  holderKana: 'センノチヤヤ',
}
const chosen = ['municipality', 'merchantClass', 'depositType'] as const

/** The shops of who applied, who signs in with the password that was typed. */
async function shopsOf({ page }: Person, email: string): Promise<string[]> {
  const data = { email, password }
  const entered = await page.request.post(`${origin}/api/session`, { data, headers: { origin } })
  expect(entered.ok()).toBe(true)
  const answer = await page.request.get(`${origin}/api/merchants/mine`)
  return ((await answer.json()) as { shops: { nameJa: string }[] }).shops.map(({ nameJa }) => nameJa)
}

it.each(tellers)(
  'a shop applies by keyboard alone over a line that breaks, in $locale: nothing but the password is typed twice',
  async (told) => {
    const { locale, nameJa, nameEn, contactEmail } = told
    const line = await openLine(origin, locale)
    const { t, at, somebody, fill, see } = keysAlone(line)
    const applicant = await somebody()
    const { page } = applicant
    await page.goto(at('/shop/apply'))
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const label = (name: string) => t(`shop:apply.field.${name}`)
    const fillIn = async (texts: object) => {
      for (const [name, text] of Object.entries(texts)) await fill(applicant, label(name), text)
    }
    await fillIn({ nameJa, ...typed, nameEn, contactEmail, password, ...bank })
    for (const name of chosen) {
      await comeToField(page, label(name))
      await chooseByKeys(page)
    }
    await tabToCalled(page, called(t('shop:apply.submit')))
    const enter = () => Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    const isAsked = async (who: Person) => {
      await who.page.getByText(t('wallet:offline.again.sent')).waitFor()
      await standsOn(page, t('wallet:offline.again.password'))
      expect(await page.content()).not.toContain(password)
    }
    line.cut('before')
    await enter()
    await isAsked(applicant)
    await see(applicant, [nameJa])
    line.cut('after')
    await page.keyboard.type(password)
    await enter()
    await isAsked(applicant)
    expect(line.lost()).toBe(1)
    line.mend()
    await page.keyboard.type(password)
    await enter()
    await page.getByRole('heading', { name: t('shop:apply.done_title') }).waitFor()
    await see(applicant, [nameJa])
    expect(await shopsOf(applicant, contactEmail)).toEqual([nameJa])
    await line.close()
  },
)
