import { afterEach, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { operatorTyping } from '../support/operator.ts'
import { goHome, person, signIn, type Person } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('ja')
const english = wordsFor('en')
const kaneyama = '074454'
const shop = 'ふたりで決める茶屋'
const checks = ['shop_exists', 'person_known', 'holder_agrees', 'goods_allowed', 'no_gang_ties'] as const
const sees = (one: Person, words: string) => one.page.getByText(words).first().waitFor()

/** An application as a guest of the English pages writes it. */
async function apply({ page }: Person): Promise<void> {
  const typed: Record<string, string> = {
    nameJa: shop,
    nameKana: 'フタリデキメルチャヤ',
    nameEn: 'Two Officers Tea',
    contactName: 'Hanako Kasumi',
    contactPhone: '0241-00-0000',
    contactEmail: 'two-officers@demonstration.example',
    password: demonstrationPassword,
    bankCode: '0126',
    branchCode: '401',
    accountNumber: '7654321',
    holderKana: 'フタリデキメルチャヤ',
  }
  for (const [name, value] of Object.entries(typed)) await page.locator(`[name="${name}"]`).fill(value)
  await page.locator('[name="municipality"]').selectOption(kaneyama)
  await page.locator('[name="merchantClass"]').selectOption('food')
  await page.locator('[name="depositType"]').selectOption('1')
}

/** Opens the one application from the list. */
async function open(officer: Person): Promise<void> {
  await officer.page.goto('/office/merchants')
  await officer.page.locator('article', { hasText: shop }).getByRole('link').click()
  await officer.page.getByRole('heading', { name: shop, level: 1 }).waitFor()
}

it('a shop applies, one officer looks into it, another lets it go, and its owner stands at the till', async () => {
  const owner = await person({ viewport: phone, locale: 'en-GB' })
  await owner.page.goto('/en/shop/apply')
  await apply(owner)
  await press(owner, english('shop:apply.submit'))
  await owner.page.getByRole('heading', { name: english('shop:apply.done_title') }).waitFor()
  await look(owner)

  const first = await person({ viewport: phone })
  await signIn(first, 'officer', '/office/merchants')
  await look(first)
  await open(first)
  await sees(first, t('office:merchants.held_yes'))
  // What is missing is named beside its field, and nothing that was typed is lost.
  const field = (name: string) => first.page.locator(`[name="checks.${name}"]`)
  for (const check of checks) {
    await field(`${check}.result`).selectOption('agrees')
    await field(`${check}.note`).fill(`見て確かめた ${check}`)
  }
  await field('goods_allowed.note').fill('')
  await first.page.getByLabel(t('office:merchants.reason'), { exact: true }).fill('現地で確かめた')
  await press(first, t('office:merchants.propose_accept'))
  await sees(first, t('merchants:refusal.check_without_note'))
  expect(await field('shop_exists.note').inputValue()).toBe('見て確かめた shop_exists')
  expect(await field('no_gang_ties.result').inputValue()).toBe('agrees')
  await look(first)
  await field('goods_allowed.note').fill('品書きを見た')
  await press(first, t('office:merchants.propose_accept'))
  await sees(first, t('office:merchants.proposed_done'))
  await sees(first, t('office:merchants.own'))
  expect(await first.page.getByRole('button', { name: t('office:merchants.approve_accept') }).count()).toBe(0)
  await look(first)

  const role = `municipal_officer:${kaneyama}`
  const account = ['--email', 'officer-second@demonstration.example', '--name', '役場の二人目（金山町）']
  operatorTyping(demonstrationPassword, 'user', 'add', '--role', role, ...account)
  const second = await person({ colorScheme: 'dark' })
  await signIn(second, 'officer-second', '/office/merchants')
  await open(second)
  await sees(second, '見て確かめた person_known')
  await look(second)
  // Without a word of why it does not go back.
  await press(second, t('office:merchants.send_back'))
  await sees(second, t('merchants:refusal.reason_missing'))
  await second.page.getByLabel(t('office:merchants.remark')).fill('だれが行きましたか')
  await press(second, t('office:merchants.send_back'))
  await sees(second, t('office:merchants.returned_done'))

  // What was looked into stands in the form: one word more, and it is handed on again.
  await open(first)
  await sees(first, t('office:merchants.remarked', { reason: 'だれが行きましたか' }))
  await field('shop_exists.note').fill('星が行って見た')
  await press(first, t('office:merchants.propose_accept'))
  await open(second)
  await sees(second, '星が行って見た')
  await press(second, t('office:merchants.approve_accept'))
  await sees(second, t('office:merchants.state.decided'))
  await look(second)

  // The shop is open at once: its owner signs in and takes payments, and was told in their own language.
  await signIn(owner, 'two-officers', '/en/shop', 'en')
  await owner.page.getByRole('heading', { name: english('shop:till.today') }).waitFor()
  await look(owner)
  const mine = await owner.context.request.get('/api/merchants/mine')
  const { shops } = (await mine.json()) as { shops: { id: string; status: string }[] }
  expect(shops).toMatchObject([{ status: 'approved' }])
  const letters = async (): Promise<string> =>
    (await owner.context.request.get(`/api/merchants/${shops[0]!.id}/messages`)).text()
  await expect
    .poll(letters, { timeout: 15_000 })
    .toContain(english('messages:letter.application_accepted.subject'))
})
