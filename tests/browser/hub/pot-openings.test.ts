import { afterEach, expect, it } from 'vitest'
import { button, shown } from '../support/broken-line.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import {
  goHome,
  origin,
  person,
  type Person,
  purseOwner,
  region,
  signIn,
  spendable,
} from '../support/people.ts'
import { bare, press } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

async function post<Answer>({ context }: Person, path: string, data: object = {}): Promise<Answer> {
  const headers = { origin, 'idempotency-key': crypto.randomUUID() }
  const answer = await context.request.post(`${origin}/api${path}`, { headers, data })
  if (!answer.ok()) throw new Error(await answer.text())
  return (await answer.json()) as Answer
}

it('a pot is asked for by one person, read and opened by another, and then takes money and gives it', async () => {
  const { t, staff, fill, check, follow, press: pressed, see } = await handsOf('ja')
  // No kana in it: others read these desks in Chinese.
  const name = '紅葉御膳'
  const officer = await staff('officer', '/office/pots')
  const { page } = officer
  await follow(officer, t('pots:go_open'))
  await fill(officer, t('pots:field.nameJa'), name)
  await fill(officer, t('pots:field.nameEn'), 'Autumn meals')
  await check(officer, t('merchants:purpose.meals'))
  await fill(officer, t('pots:field.reason'), '秋祭応援')
  await page.keyboard.press('Enter')
  // Nothing says how long: it is told beside the field, and what was typed and ticked is still there.
  await shown(officer, t('office:refusal.validity_missing'))
  expect(await page.getByLabel(t('pots:field.nameJa')).inputValue()).toBe(name)
  expect(await page.getByLabel(t('merchants:purpose.meals')).isChecked()).toBe(true)
  await see(officer)
  await page.keyboard.type('３０')
  await pressed(officer, t('pots:submit'))
  await shown(officer, t('pots:asked'))
  await shown(officer, t('pots:waiting_some', { count: 1 }))

  // Without JavaScript: a time that is none is named, and who may not decide sees no button for it.
  const plain = await person(bare)
  await signIn(plain, 'officer', '/office/pots/review')
  const what = t('pots:what', { name })
  await shown(plain, what)
  expect(await button(plain, t('corrections:approve', { what })).count()).toBe(0)
  await plain.page.goto('/office/pots/open')
  await plain.page.getByLabel(t('pots:field.nameJa')).fill('夜の温泉')
  await plain.page.getByLabel(t('pots:field.nameEn')).fill('Night bath')
  await plain.page.getByLabel(t('pots:field.hoursFrom')).fill('25:00')
  await press(plain, t('pots:submit'))
  await shown(plain, t('pots:wrong.hours'))
  expect(await plain.page.getByLabel(t('pots:field.hoursFrom')).inputValue()).toBe('25:00')

  const approver = await staff('approver', '/office/pots/review')
  await see(approver)
  await pressed(approver, t('corrections:approve', { what }))
  await shown(approver, t('pots:approval'))

  const listed = (await (await officer.context.request.get(`${origin}/api/pots`)).json()) as {
    pots: { id: string; nameJa: string; balanceYen: number }[]
  }
  const opened = listed.pots.filter(({ nameJa }) => nameJa === name)
  expect(opened).toMatchObject([{ balanceYen: 0 }])
  const potId = opened[0]!.id
  type Waiting = { id: string; payloadHash: string }
  const { id, payloadHash } = await post<Waiting>(plain, '/pot-issues', {
    potId,
    amountYen: 900,
    reason: '予算',
  })
  await post(approver, `/pot-issues/${id}/approval`, { payloadHash })
  const guest = await purseOwner(region.purses.at(-82)!)
  const before = await spendable(guest)
  const { address } = await post<{ address: string }>(guest, '/wallets/me/address')
  await post(plain, '/gifts', { potId, address, amountYen: 300, reason: '窓口で確かめました' })
  expect(await spendable(guest)).toBe(before + 300)
  await page.goto('/office/pots')
  await shown(officer, t('pots:granted_out', { amount: 300, out: 300 }))
  await see(officer)
}, 120_000)

it.each([
  ['en', '雪見御膳'],
  ['zh-hant', '新綠御膳'],
] as const)(
  'a pot is asked for and opened by keyboard alone over a line that breaks, %s',
  async (locale, name) => {
    const { t, staff, fill, check, press: pressed, see } = await handsOf(locale)
    const officer = await staff('officer', '/office/pots/open')
    await fill(officer, t('pots:field.nameJa'), name)
    await fill(officer, t('pots:field.nameEn'), `Meals ${locale}`)
    await check(officer, t('merchants:purpose.meals'))
    await fill(officer, t('pots:field.reason'), '応援')
    await fill(officer, t('pots:field.validDays'), '30')
    await pressed(officer, t('pots:submit'))
    await shown(officer, t('pots:asked'))
    await see(officer)
    const approver = await staff('approver', '/office/pots/review')
    await see(approver)
    const what = t('pots:what', { name: locale === 'en' ? `Meals ${locale}` : name })
    await pressed(approver, t('corrections:approve', { what }))
    await shown(approver, t('pots:approval'))
    const { pots } = (await (await officer.context.request.get(`${origin}/api/pots`)).json()) as {
      pots: { nameJa: string }[]
    }
    expect(pots.filter(({ nameJa }) => nameJa === name)).toHaveLength(1)
  },
)
