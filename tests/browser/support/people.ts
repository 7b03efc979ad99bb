import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { browserFlags } from '../../support/browser-set-up.ts'
import { world } from './here.ts'
import type { Purse } from './small-region.ts'

export const { origin, region } = world

/** No name but this machine's is ever found: what a page asks of another host fails, and the story sees it asked. */
const closedNetwork = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost'

/** Pages are put together without the graphics card that is played here: only maps and pictures that come closer need it. */
const plainly = ['--disable-gpu-compositing', '--disable-gpu-rasterization']

/**
 * One browser for all stories of a worker, which ends with it. It is driven in the worker itself: through another process
 * every word of it is written and read once more.
 */
let shared: Promise<Browser> | undefined
const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: world.browserPath,
    args: [...browserFlags, ...plainly, closedNetwork],
  })

/** Somebody with a browser of their own, and everything that went wrong in it. */
export type Person = { readonly page: Page; readonly context: BrowserContext; readonly troubles: string[] }

const opened: Person[] = []

/** Answers that a story expects: the browser's console calls every refused form an error. */
const refusedAnswer = /^Failed to load resource: the server responded with a status of 4\d\d/

/** Of a house that a story has opened: its pictures stand in lists of the museum, and are away once that story is told. */
const isPartners = (address: string, page: string | undefined): boolean =>
  address.startsWith(`${world.partnerOrigin}/`) &&
  /^\/((en|zh-hant)\/)?(studio|items|collections|institutions|exhibits|stories|search|embed)\b/.test(
    new URL(page ?? 'about:blank').pathname,
  )

/** A person with an empty browser; Japanese and a desktop unless told otherwise. */
export async function person(options: BrowserContextOptions = {}): Promise<Person> {
  shared ??= openBrowser()
  const context = await (
    await shared
  ).newContext({ baseURL: origin, locale: 'ja-JP', viewport: { width: 1440, height: 900 }, ...options })
  context.setDefaultTimeout(20_000)
  const troubles: string[] = []
  const home = new URL(options.baseURL ?? origin).origin
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin === home || !/^https?:|^wss?:/.test(url.protocol)) return
    if (!isPartners(url.href, request.frame().page().url())) troubles.push(`asks ${url.origin}`)
  })
  context.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} ${answer.url()}`)
  })
  context.on('weberror', (error) => troubles.push(`throws ${error.error().message}`))
  context.on('console', (message) => {
    const { url } = message.location()
    const page = message.page()?.url()
    if (message.type() === 'error' && !refusedAnswer.test(message.text()) && !isPartners(url, page))
      troubles.push(`says ${message.text()} of ${url} on ${page}`)
  })
  const made = { page: await context.newPage(), context, troubles }
  opened.push(made)
  return made
}

/** A person with a purse that holds money already. */
export async function purseOwner(purse: Purse, options: BrowserContextOptions = {}): Promise<Person> {
  const owner = await person(options)
  await owner.context.addCookies([{ name: 'meguri_wallet', value: purse.credential, url: origin }])
  return owner
}

/** Signs in as one of the demonstration's people with the page's form, sent without looking at the page, and goes there. */
export async function signIn({ page }: Person, who: string, next: string, locale = 'ja'): Promise<void> {
  const door = `${locale === 'ja' ? '' : `/${locale}`}/sign-in`
  const form = { next, email: `${who}@demonstration.example`, password: demonstrationPassword }
  const { origin: home } = new URL((await page.request.get('/mark.svg')).url())
  const answer = await page.request.post(door, { form, headers: { origin: home }, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`${who} was not let in: ${answer.status()}`)
  await page.goto(next)
}

/** Closes every browser; throws when anything went wrong in one of them that the story did not expect. */
export async function goHome(expected?: RegExp): Promise<void> {
  const people = opened.splice(0)
  await Promise.all(people.map(({ context }) => context.close()))
  const troubles = people.flatMap((one) => one.troubles).filter((trouble) => !expected?.test(trouble))
  if (troubles.length > 0) throw new Error(`A browser was in trouble:\n${troubles.join('\n')}`)
}

/** What is in this person's purse, from the ledger. */
export async function spendable({ context }: Person): Promise<number> {
  const answer = await context.request.get('/api/wallets/me')
  return ((await answer.json()) as { spendableYen: number }).spendableYen
}
