import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * A form that does something is sent once, whatever happens: it carries a key, and comes back with the same one
 * (`site/lib/form-key.ts`). What is sent twice without one does nothing twice, each for the reason that stands here.
 */
const site = join(import.meta.dirname, '..', '..', 'site')
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.astro'))
  .map((file) => ({ file, text: readFileSync(join(site, file), 'utf8') }))

const ends = 'it ends or takes back something that is named, which has ended then'
const says = 'it says how a named thing shall be: said twice it is so, and a version tells of another hand'
const opens = 'it opens a session or ends one: nothing of anybody is moved'
const goodOnce = 'what was typed or followed is good once, and the page shows what came of it'
const own = 'pages/[...locale]/'

const withoutKey: Readonly<Record<string, readonly [forms: number, because: string]>> = {
  'components/EndableRows.astro': [1, ends],
  'components/identity/LogIns.astro': [1, opens],
  'components/messages/PhoneNotices.astro': [1, ends],
  'components/numbers/OwnData.astro': [1, ends],
  'components/office/FirstOwner.astro': [
    2,
    'an address waits for one invitation at a time; the other takes it back',
  ],
  'components/office/TownBar.astro': [1, says],
  'components/shop/ClerkRows.astro': [3, says],
  'components/shop/ClerkTill.astro': [1, opens],
  'components/shop/TillDoor.astro': [1, opens],
  'components/studio/CollectionsOfDesk.astro': [1, says],
  'components/studio/InvitePeople.astro': [1, 'an address waits for one invitation at a time'],
  'components/studio/SavedTexts.astro': [1, says],
  'components/studio/StoriesOfDesk.astro': [1, says],
  'components/studio/StoryPublic.astro': [1, says],
  'components/studio/import/MapForm.astro': [1, says],
  'components/studio/import/Running.astro': [1, ends],
  'components/studio/partners/Walking.astro': [1, says],
  'components/wallet/OwnerSide.astro': [2, `${ends}; the other only looks`],
  [`${own}account/index.astro`]: [1, opens],
  [`${own}no-answer.astro`]: [1, 'the worker puts the form of the page in, with its key'],
  [`${own}office/intakes/index.astro`]: [1, ends],
  [`${own}office/proxies.astro`]: [2, `${ends}; the other only looks`],
  [`${own}office/tills.astro`]: [1, ends],
  [`${own}office/town.astro`]: [1, says],
  [`${own}shop/products.astro`]: [3, `${says}; a new one has its id from the form`],
  [`${own}shop/till.astro`]: [1, opens],
  [`${own}sign-in.astro`]: [1, opens],
  [`${own}studio/gather/[record].astro`]: [2, says],
  [`${own}studio/import/[id].astro`]: [1, says],
  [`${own}studio/index.astro`]: [1, says],
  [`${own}studio/institution.astro`]: [2, says],
  [`${own}studio/join.astro`]: [2, goodOnce],
  [`${own}studio/partners/[id].astro`]: [1, ends],
  [`${own}studio/partners/index.astro`]: [
    2,
    'what is brought waits apart and writes of no item; it is thrown away there',
  ],
  [`${own}studio/people.astro`]: [2, says],
  [`${own}studio/tell/[record]/index.astro`]: [1, says],
  [`${own}studio/tell/[record]/picture.astro`]: [1, says],
  [`${own}studio/terms.astro`]: [1, says],
  [`${own}studio/visit.astro`]: [1, says],
  [`${own}studio/write/[record]/index.astro`]: [3, says],
  [`${own}wallet/family/[proxy]/index.astro`]: [2, ends],
  [`${own}wallet/family/index.astro`]: [1, goodOnce],
  [`${own}wallet/mail.astro`]: [1, ends],
  [`${own}wallet/show.astro`]: [
    1,
    'a code that is shown lives for a minute, and pays only what a shop asks for with its own key',
  ],
}

/** Pages that have their key in their address, so that going back finds it again; a form that carries on what was sent. */
const keyElsewhere = [
  'components/LastLook.astro',
  'components/shop/ChargeForm.astro',
  'components/wallet/Confirm.astro',
  `${own}wallet/owner.astro`,
]
/** Where a new key goes into an address, into a script that keeps it, or is the id of what the form makes. */
const newKeyElsewhere = [
  'components/wallet/Confirm.astro',
  `${own}pay/[...payload].astro`,
  `${own}shop/charge.astro`,
  `${own}shop/picture.astro`,
  `${own}shop/products.astro`,
  `${own}shop/purchases/index.astro`,
  `${own}wallet/give.astro`,
  `${own}wallet/send.astro`,
]

const formsOf = (text: string): readonly string[] =>
  [...text.matchAll(/<form\b[^]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((form) => /^<form\b[^]*?method=["']post["']/.test(form))
const filesWith = (pattern: RegExp): readonly string[] =>
  pages.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

test('every form that is sent carries a key, or is named with the reason why it needs none', () => {
  const without = pages
    .map(
      ({ file, text }) => [file, formsOf(text).filter((form) => !form.includes('<KeyField')).length] as const,
    )
    .filter(([, forms]) => forms > 0)
  const named = Object.entries(withoutKey).map(([file, [forms]]) => [file, forms] as const)
  expect(Object.fromEntries(without)).toEqual(Object.fromEntries(named))
  expect(pages.flatMap(({ text }) => formsOf(text)).length).toBeGreaterThan(100)
})

test('no form makes its key by itself: a fresh one at each rendering would do twice what is sent twice', () => {
  expect(filesWith(/name=["']key["']/)).toEqual(['components/KeyField.astro'])
  expect(filesWith(/\brandomUUID\b|\bnewId\b/)).toEqual([])
  expect(filesWith(/<KeyField[^>]*\bvalue=/).toSorted()).toEqual(keyElsewhere.toSorted())
  expect(filesWith(/\bnewKey\b/).toSorted()).toEqual(newKeyElsewhere.toSorted())
})
