import type { BrowserContextOptions } from 'playwright'
import { wordsFor } from '../../../api/platform/words.ts'
import { goThrough, type Line, openLine, pressInVain, readied, type Told } from './broken-line.ts'
import { read, reader } from './chinese.ts'
import {
  byKeyboard,
  called,
  chooseByKeys,
  comeToField,
  fillByKeys,
  standsOn,
  tabToCalled,
  tabTo,
  typeDay,
} from './keyboard.ts'
import { person, type Person, purseOwner, signIn } from './people.ts'
import { look, phone } from './phone.ts'
import type { Purse } from './small-region.ts'

/** What somebody has in their hands: a purse, a browser that differs. */
type Carried = BrowserContextOptions & { readonly purse?: Purse }

/** How the people of a story do what its pages ask, each on a phone. Words are those of the reader's language. */
export type Hands = {
  readonly t: ReturnType<typeof wordsFor>
  readonly at: (path: string) => string
  readonly somebody: (carried?: Carried) => Promise<Person>
  /** Somebody of the demonstration, signed in at a page. */
  readonly staff: (name: string, path: string, options?: BrowserContextOptions) => Promise<Person>
  readonly fill: (who: Person, label: string, text: string) => Promise<void>
  readonly fillDay: (who: Person, label: string, day: string) => Promise<void>
  readonly choose: (who: Person, label: string, option: string) => Promise<void>
  readonly check: (who: Person, label: string) => Promise<void>
  /** Opens what is folded: of this one, where there are several. */
  readonly unfold: (who: Person, words: string, of?: string) => Promise<void>
  /** Sends a form by the first button that is called so. */
  readonly press: (who: Person, words: string, of?: string) => Promise<void>
  /** Goes where a link leads to that is opened from the hub alone. */
  readonly follow: (who: Person, words: string) => Promise<void>
  /** Goes where a link leads to over a line that holds: of a purse, a phone shows what it kept. */
  readonly go: (who: Person, words: string) => Promise<void>
  /** The page as this reader has it: nothing wrong with it, and in their language; other names than the region's own. */
  readonly see: (who: Person, names?: readonly string[]) => Promise<void>
}

/** Browsers of people whose line breaks call it an error. */
export const lineBreaks = /ERR_|Failed to load/

/** How somebody reads each language on a phone, and who looks at the page for them. */
const readers = {
  ja: { browser: { locale: 'ja-JP', viewport: phone }, see: look },
  en: { browser: { locale: 'en-GB', viewport: phone }, see: look },
  'zh-hant': { browser: reader, see: read },
} as const satisfies Record<Told, object>

/** By keyboard alone; over a line, in its language, and whatever is pressed is pressed while it is broken in both ways, too. */
export function keysAlone(line?: Line): Hands {
  const locale = line?.locale ?? 'ja'
  const t = wordsFor(locale)
  const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
  const here = { ...readers[locale].browser, ...(line === undefined ? {} : { baseURL: line.origin }) }
  /**
   * Waits for the page that comes of it: the one before may say the same, with the focus at the same place. A till's page
   * stays where it is when what it sent had no answer.
   */
  const entered = ({ page }: Person, focus: () => Promise<void>) => ({
    click: async () => {
      await focus()
      const came = Promise.race([
        page.waitForEvent('load'),
        page.waitForEvent('requestfailed', (one) => one.method() === 'POST' && !one.isNavigationRequest()),
      ])
      await Promise.all([came, page.keyboard.press('Enter')])
    },
  })
  /** The page that says what is known has its button under the fingers. */
  const again = (who: Person, words: string) => entered(who, () => standsOn(who.page, t(words)))
  const come = async ({ page }: Person, label: string) => {
    await comeToField(page, label)
    return page
  }
  const toLink = (who: Person, words: string) => entered(who, () => tabTo(who.page, words))
  const somebody = async ({ purse, ...options }: Carried = {}) =>
    byKeyboard(await (purse === undefined ? person({ ...here, ...options }) : purseOwner(purse, here)))
  return {
    t,
    at,
    somebody,
    staff: async (name, path, options) => {
      const who = await somebody(options)
      await signIn(who, name, at(path), locale)
      if (line !== undefined) await readied(who)
      return who
    },
    fill: ({ page }, label, text) => fillByKeys(page, label, text),
    fillDay: async (who, label, day) => typeDay(await come(who, label), day),
    choose: async (who, label, option) => chooseByKeys(await come(who, label), option),
    check: async (who, label) => (await come(who, label)).keyboard.press('Space'),
    unfold: async ({ page }, words, of) => {
      await tabToCalled(page, called(words, of))
      await page.keyboard.press('Enter')
    },
    press: async (who, words, of) => {
      const pressed = entered(who, () => tabToCalled(who.page, called(words, of)))
      const sentAgain = again(who, 'wallet:offline.again.sent_again')
      if (line === undefined) return pressed.click()
      await pressInVain(line, who, pressed, sentAgain)
      return sentAgain.click()
    },
    follow: (who, words) =>
      line === undefined
        ? toLink(who, words).click()
        : goThrough(line, who, toLink(who, words), again(who, 'wallet:offline.again.open_again')),
    go: (who, words) => toLink(who, words).click(),
    see: readers[locale].see,
  }
}

const lines = new Map<Told, Promise<Line>>()

/** Those who tell a story in this language, by keyboard alone over a line that breaks. */
export async function handsOf(locale: Told): Promise<Hands> {
  if (!lines.has(locale)) lines.set(locale, openLine(undefined, locale))
  const line = await lines.get(locale)!
  // A story that ended in the middle left it as it was.
  line.mend()
  return keysAlone(line)
}
