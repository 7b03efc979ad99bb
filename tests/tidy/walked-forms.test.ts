import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cutByHand, type OverLine, pressedOverLine } from './pressed-over-line.ts'

/**
 * A form is walked by a story over a line that breaks in both ways, or stands here with the reason why it is not: with a key
 * it acts once under it, and without one what is sent twice does no harm. Forms are known by what their buttons say: it
 * stands in a call that presses over such a line, and not merely in a story that has one.
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

const sentForms = textsIn('site', '.astro').flatMap(({ file, text }) =>
  [...text.matchAll(/<form\b[^]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((form) => /^<form\b[^]*?method=["']post["']/.test(form))
    .map((form) => ({ file, form })),
)
const isKeyed = ({ form }: { readonly form: string }): boolean => form.includes('<KeyField')
const keyedForms = sentForms.filter(isKeyed)
/** Those without a key beside the museum's: what `forms.test.ts` says of each, that sending it twice does no harm, is seen. */
const keylessForms = sentForms.filter((one) => !isKeyed(one) && !/\bstudio\//.test(one.file))

/** Forms without a key whose buttons are named elsewhere. */
const keylessPressedAs: typeof pressedAs = {
  'components/EndableRows.astro': ['forms-once.test.ts', `hands.press(other, t('tills:staff.till_end')`],
  'components/messages/PhoneNotices.astro': [
    'phone-notices.test.ts',
    `hands.press(found, (await stop.getAttribute(`,
  ],
  [`${own}shop/products.astro`]: ['forms-once.test.ts', `hands.press(owner, t('products:public.sold_out')`],
  [`${own}office/tills.astro`]: ['forms-once.test.ts', `hands.press(officer, t('tills:office.end_clerk'`],
}

const session = 'it opens a session or ends one: twice it is open, or ended'
const secret = 'a password or a PIN stands in no page: the page is opened again, and it is typed anew'
const keylessNotWalked: Readonly<Record<string, string>> = {
  'components/identity/LogIns.astro': session,
  'components/numbers/OwnData.astro': noMoney,
  'components/office/FirstOwner.astro': noMoney,
  'components/shop/ClerkRows.astro': secret,
  'components/shop/ClerkTill.astro': session,
  'components/shop/TillDoor.astro': secret,
  'components/wallet/OwnerSide.astro': 'it only looks: older lines are shown',
  [`${own}account/index.astro`]: session,
  [`${own}no-answer.astro`]:
    'it is what is pressed at each such line: the worker puts the form of the page in',
  [`${own}office/intakes/index.astro`]: noMoney,
  [`${own}shop/till.astro`]: session,
  [`${own}sign-in.astro`]: secret,
}

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

test('every form without a key beside the museum’s is walked so, too, or is named with the reason', () => {
  const left = new Set(keylessForms.filter(({ form }) => !isPressed(form)).map(({ file }) => file))
  const named = [keylessPressedAs, keylessNotWalked].flatMap((one) => Object.keys(one))
  expect([...left].toSorted()).toEqual(named.toSorted())
  expect(keylessForms.length).toBeGreaterThan(20)
})

type Story = (typeof stories)[number]
const missingFrom = (named: typeof pressedAs, where: (story: Story) => readonly OverLine[]) =>
  Object.entries(named).filter(
    ([, [file, step]]) =>
      !stories.some((one) => one.file === file && where(one).some(({ text }) => text.includes(step))),
  )

test('what a story is said to press, it presses over such a line', () => {
  expect(missingFrom(pressedAs, ({ presses: of }) => of)).toEqual([])
  expect(missingFrom(keylessPressedAs, ({ presses: of }) => of)).toEqual([])
  expect(missingFrom(steppedBy, ({ byHand }) => byHand)).toEqual([])
})
