import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cutByHand, type OverLine, pressedOverLine } from './pressed-over-line.ts'

/**
 * A form that acts once under its key is walked by a story over a line that breaks in both ways, or stands here with the
 * reason why it is not. Forms are known by what their buttons say: it stands in a call that presses over such a line, and
 * not merely in a story that has one.
 */
const root = join(import.meta.dirname, '..', '..')
const textsIn = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => ({ file, text: readFileSync(join(root, folder, file), 'utf8') }))

const stories = textsIn('tests/browser/hub', '.test.ts')
  .filter(({ text }) => /\b(?:openLine|handsOf)\(/.test(text))
  .map(({ file, text }) => ({ file, presses: pressedOverLine(text), byHand: cutByHand(text) }))
const presses = stories.flatMap((story) => story.presses)
const own = 'pages/[...locale]/'

/** Forms whose buttons are named elsewhere, and what a story presses there. */
const pressedAs: Readonly<Record<string, readonly [story: string, pressed: string]>> = {
  'components/LastLook.astro': ['by-keyboard-office.test.ts', `hands.press(giver, t('donations:confirm'`],
  'components/TieRow.astro': ['forms-once.test.ts', `hands.press(owner, t('ties:row.agreement')`],
  'components/office/ReasonForm.astro': [
    'account-changes.test.ts',
    `press(approver, t('bank-accounts:office.approve'`,
  ],
  'components/office/TopupMatter.astro': [
    'office-desks.test.ts',
    `pressed(staff, t('topup-matters:endings.paid_by_bank')`,
  ],
  [`${own}office/settlement/index.astro`]: [
    'money-by-keyboard.test.ts',
    `hands.press(approver, (await page.locator('form.approve button')`,
  ],
}

/** Forms that stay on their page, or have a secret typed anew: the story cuts the line itself around this step. */
const steppedBy: typeof pressedAs = {
  'components/wallet/Confirm.astro': ['money-by-keyboard.test.ts', `tabTo(page, t('wallet:pay.confirm'`],
  [`${own}shop/apply.astro`]: ['shop-application.test.ts', `tabToCalled(page, called(t('shop:apply.submit')`],
  [`${own}shop/staff.astro`]: ['forms-once.test.ts', `hands.fill(owner, t('tills:staff.pin')`],
}

const noMoney = 'it is of the museum or of the numbers: no money moves, and its key alone does it once'
const notWalked: Readonly<Record<string, string>> = {
  'components/numbers/Consent.astro': noMoney,
  'components/studio/AskShop.astro': noMoney,
  [`${own}check-in/index.astro`]: noMoney,
  [`${own}studio/visit.astro`]: noMoney,
  [`${own}wallet/mail.astro`]: 'the link of a letter is good once, and its page says what came of it',
}

const keyedForms = textsIn('site', '.astro').flatMap(({ file, text }) =>
  [...text.matchAll(/<form\b[^]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((form) => /^<form\b[^]*?method=["']post["']/.test(form) && form.includes('<KeyField'))
    .map((form) => ({ file, form })),
)

const saidBy = (form: string): readonly string[] =>
  [...form.matchAll(/<button\b[^]*?<\/button>/g)].flatMap(([button]) =>
    Array.from(button.matchAll(/'([\w-]+:[\w.-]+)'/g), ([, words]) => words!),
  )
const isPressed = (form: string): boolean =>
  saidBy(form).some((words) => presses.some(({ text }) => text.includes(`t('${words}'`)))

test('every form with a key is walked over a line that breaks, or is named with the reason why it is not', () => {
  const left = keyedForms.filter(({ form }) => !isPressed(form)).map(({ file }) => file)
  const named = [pressedAs, steppedBy, notWalked].flatMap((one) => Object.keys(one))
  expect(left.toSorted()).toEqual(named.toSorted())
  expect(keyedForms.length).toBeGreaterThan(50)
})

type Story = (typeof stories)[number]
const missingFrom = (named: typeof pressedAs, where: (story: Story) => readonly OverLine[]) =>
  Object.entries(named).filter(
    ([, [file, step]]) =>
      !stories.some((one) => one.file === file && where(one).some(({ text }) => text.includes(step))),
  )

test('what a story is said to press, it presses over such a line', () => {
  expect(missingFrom(pressedAs, ({ presses: of }) => of)).toEqual([])
  expect(missingFrom(steppedBy, ({ byHand }) => byHand)).toEqual([])
})
