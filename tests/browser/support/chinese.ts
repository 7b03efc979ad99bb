import { expect } from 'vitest'
import { content } from '../../../content/index.ts'
import { inventedPots, inventedShops, waitingShop } from '../../../api/demonstration/shops.ts'
import { demonstrationShopPeople, demonstrationStaff } from '../../../api/identity/index.ts'
import type { Person } from './people.ts'
import { look, phone } from './phone.ts'

/** Somebody who reads traditional Chinese on a phone. */
export const reader = { locale: 'zh-TW', viewport: phone } as const

/** A shop, a pot, a person and a station are called what they are called; the longest first, as one may be in another. */
const names = [
  ...[...inventedShops, waitingShop, ...inventedPots, ...demonstrationShopPeople, ...demonstrationStaff].map(
    ({ nameJa }) => nameJa,
  ),
  ...content.stations.map(({ name }) => name.ja),
].toSorted((a, b) => b.length - a.length)

/**
 * Runs in the page: every piece of text that holds kana, neither marked as Japanese nor part of these names. What is said
 * of a name that has to be typed in kana shows how.
 */
function kanaOutsideJapanese(names: readonly string[]): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement!
    if (holder.closest('script, style, template, [lang="ja"]') !== null) continue
    const text = names.reduce((rest, name) => rest.replaceAll(name, ''), node.textContent ?? '')
    if (/[\u3041-\u3096\u30a1-\u30fa]/.test(text.replace(/例：.*/, ''))) found.push(text.trim())
  }
  return found
}

/** A page that somebody can read in Chinese: nothing broken, and what is Japanese is a name (of these, too) or marked so. */
export async function read(one: Person, theirs: readonly string[] = []): Promise<void> {
  await look(one)
  const { page } = one
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-Hant')
  const { pathname } = new URL(page.url())
  const found = await page.evaluate(kanaOutsideJapanese, [...theirs, ...names])
  const left =
    found.length === 0
      ? found
      : await page.evaluate(kanaOutsideJapanese, [...theirs, ...names, ...(await shopsLetIn(one))])
  expect([pathname, ...left]).toEqual([pathname])
}

/** What shops are called that another story has let in: a desk lists them, too. */
async function shopsLetIn({ context }: Person): Promise<readonly string[]> {
  const { origin } = new URL((await context.request.get('/mark.svg')).url())
  const answer = await context.request.get(`${origin}/api/merchants?status=approved`)
  if (!answer.ok()) return []
  return ((await answer.json()) as { shops: { nameJa: string }[] }).shops.map(({ nameJa }) => nameJa)
}

/** What people of the office wrote down in whatever language, as reasons of corrections, of money asked for and of wallets that were stopped. */
export async function reasonsWritten({ context }: Person): Promise<readonly string[]> {
  type Reasoned = { readonly reason: string; readonly decision?: { readonly reason: string } | null }
  const lists = await Promise.all(
    ['adjustments', 'pot-issues', 'wallet-freezes'].map(async (name) => {
      const answer = await context.request.get(`/api/${name}`)
      return Object.values((await answer.json()) as Record<string, readonly Reasoned[]>).flat()
    }),
  )
  return lists.flat().flatMap(({ reason, decision }) => [reason, decision?.reason ?? reason])
}

/** How a shop called its clerks and tills, of which some are ended, and what was written down why: as whoever keeps it reads it. */
export async function namesAtShop({ context }: Person, merchantId: string): Promise<string[]> {
  const told = await context.request.get(`/api/merchants/${merchantId}/staff`)
  const { clerks, tills, changes } = (await told.json()) as {
    readonly clerks: { name: string }[]
    readonly tills: { name: string }[]
    readonly changes: { name: string; changedBy: string; reason: string | null }[]
  }
  return [...clerks, ...tills, ...changes]
    .map(({ name }) => name)
    .concat(changes.flatMap(({ changedBy, reason }) => [changedBy, reason ?? changedBy]))
}

/** The page that somebody stands on, as it is for who reads it in Chinese: beside theirs, which stays as it is. */
export async function readToo(one: Person, theirs: readonly string[] = []): Promise<void> {
  const page = await one.context.newPage()
  const { pathname, search } = new URL(one.page.url())
  await page.setViewportSize(phone)
  await page.goto(`/zh-hant${pathname.replace(/^\/en(?=\/|$)/, '')}${search}`)
  await read({ ...one, page }, theirs)
  await page.close()
}
