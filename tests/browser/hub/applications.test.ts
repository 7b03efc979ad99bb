import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { type Line, openLine } from '../support/broken-line.ts'
import { readToo } from '../support/chinese.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { standsOn, tabToField } from '../support/keyboard.ts'
import { operatorTyping } from '../support/operator.ts'
import { goHome, origin, person, signIn, type Person } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

const t = wordsFor('ja')
const english = wordsFor('en')
const kaneyama = '074454'
const shop = '二人茶屋'
const checks = ['shop_exists', 'person_known', 'holder_agrees', 'goods_allowed', 'no_gang_ties'] as const
/** What people wrote that has kana in it: it is read as they wrote it. */
const typed = [
  shop,
  '役場の担当',
  '見て確かめた',
  '現地で確かめた',
  '品書きを見た',
  'だれが行きましたか',
  '星が行って見た',
]
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

/** Everything that is done to it at the desk is done by keyboard alone; what is decided, over a line that breaks. */
const keys = keysAlone()
let hands: Hands
let line: Line
beforeAll(async () => {
  line = await openLine()
  hands = keysAlone(line)
})
afterAll(() => line.close())

/** Opens the one application from the list. */
async function open(officer: Person): Promise<void> {
  await officer.page.goto('/office/merchants')
  await keys.go(officer, shop)
  await officer.page.getByRole('heading', { name: shop, level: 1 }).waitFor()
}

/** Says of each that it agrees, and what was seen. */
async function lookInto({ page }: Person): Promise<void> {
  for (const check of checks) {
    await tabToField(page, t('office:merchants.result_label'))
    // It stands first of the three, and nothing is said of what nobody looked into.
    await page.keyboard.press('Home')
    await tabToField(page, t('office:merchants.note_label'))
    if (check !== 'goods_allowed') await page.keyboard.type(`見て確かめた ${check}`)
  }
}

type Application = {
  readonly id: string
  readonly nameJa: string
  readonly steps: readonly { what: string }[]
}

/** The hub is asked past the line: what was done counts once. */
const read = async <Answer>({ context }: Person, path: string): Promise<Answer> =>
  (await (await context.request.get(`${origin}/api/merchant-applications${path}`)).json()) as Answer

/** Shops of other stories wait, too. */
const namesWaiting = async (officer: Person): Promise<string[]> =>
  (await read<{ applications: Application[] }>(officer, '')).applications.map(({ nameJa }) => nameJa)

const stepsOf = async (officer: Person): Promise<string[]> =>
  (await read<Application>(officer, `/${new URL(officer.page.url()).pathname.split('/').at(-1)!}`)).steps.map(
    ({ what }) => what,
  )

it('a shop applies, one officer looks into it, another lets it go, and its owner stands at the till', async () => {
  const owner = await person({ viewport: phone, locale: 'en-GB' })
  await owner.page.goto('/en/shop/apply')
  await apply(owner)
  await press(owner, english('shop:apply.submit'))
  await owner.page.getByRole('heading', { name: english('shop:apply.done_title') }).waitFor()
  await look(owner)

  const first = await hands.staff('officer', '/office/merchants')
  await readToo(first, await namesWaiting(first))
  await open(first)
  await sees(first, t('office:merchants.held_yes'))
  // The kind of deposit between them is in the reader's words.
  expect(await first.page.locator('dl.facts [lang="ja"]').allInnerTexts()).toEqual([
    'トウホウ アイヅ',
    'フタリデキメルチヤヤ',
  ])
  // What is missing is named beside its field, and nothing that was typed is lost.
  const field = (name: string) => first.page.locator(`[name="checks.${name}"]`)
  await lookInto(first)
  await hands.fill(first, t('office:merchants.reason'), '現地で確かめた')
  await keys.press(first, t('office:merchants.propose_accept'))
  await sees(first, t('merchants:refusal.check_without_note'))
  expect(await field('shop_exists.note').inputValue()).toBe('見て確かめた shop_exists')
  expect(await field('no_gang_ties.result').inputValue()).toBe('agrees')
  await standsOn(first.page, t('office:merchants.note_label'))
  await look(first)
  await first.page.keyboard.type('品書きを見た')
  await hands.press(first, t('office:merchants.propose_accept'))
  await sees(first, t('office:merchants.proposed_done'))
  await sees(first, t('office:merchants.own'))
  expect(await first.page.getByRole('button', { name: t('office:merchants.approve_accept') }).count()).toBe(0)

  const role = `municipal_officer:${kaneyama}`
  const account = ['--email', 'officer-second@demonstration.example', '--name', '役場次席（金山町）']
  operatorTyping(demonstrationPassword, 'user', 'add', '--role', role, ...account)
  const second = await hands.staff('officer-second', '/office/merchants', { colorScheme: 'dark' })
  await open(second)
  await sees(second, '見て確かめた person_known')
  await look(second)
  // Without a word of why it does not go back.
  await keys.press(second, t('office:merchants.send_back'))
  await sees(second, t('merchants:refusal.reason_missing'))
  await hands.fill(second, t('office:merchants.remark'), 'だれが行きましたか')
  await hands.press(second, t('office:merchants.send_back'))
  await sees(second, t('office:merchants.returned_done'))

  // What was looked into stands in the form: one word more, and it is handed on again.
  await open(first)
  await sees(first, t('office:merchants.remarked', { reason: 'だれが行きましたか' }))
  await hands.fill(first, t('office:merchants.note_label'), '星が行って見た')
  await keys.press(first, t('office:merchants.propose_accept'))
  await sees(first, t('office:merchants.proposed_done'))
  await readToo(first, typed)
  await open(second)
  await sees(second, '星が行って見た')
  await hands.press(second, t('office:merchants.approve_accept'))
  await sees(second, t('office:merchants.state.decided'))
  await look(second)
  expect(await stepsOf(second)).toEqual(['proposed', 'returned', 'proposed', 'approved'])

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
