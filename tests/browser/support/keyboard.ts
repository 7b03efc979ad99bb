import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { Person } from './people.ts'

/** What has the focus: its name, whether a line of two pixels shows around it, and whether it can be seen at all. */
type Stop = {
  readonly name: string
  readonly isField: boolean
  readonly isShown: boolean
  readonly isSeen: boolean
  /** Where it stands after the stop before: later on the page, and not above it in the same column. */
  readonly follows: boolean
}

/** Runs in the page. */
async function stop(): Promise<Stop> {
  const element = document.activeElement!
  if (element === document.body)
    return { name: '', isField: false, isShown: false, isSeen: false, follows: true }
  // A card or a button that hides its own box shows the focus on the label around it.
  const carrier = element.closest('label, .card')
  const isShown = [element, carrier].some((one) => {
    if (one === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  const isSeen = (): boolean =>
    [element, carrier].some((one) => {
      if (one === null) return false
      const { left, right, top, bottom } = one.getBoundingClientRect()
      const [x, y] = [
        (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
        (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
      ]
      const there = document.elementFromPoint(x, y)
      return there !== null && (one.contains(there) || there.contains(one))
    })
  // A page that glides is given the time of some pictures: seconds, where the machine has other things to do.
  for (let pictures = 0; pictures < 240 && !isSeen(); pictures++)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  const before: unknown = Reflect.get(globalThis, 'stopBefore')
  Object.assign(globalThis, { stopBefore: element })
  const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0]?.textContent : undefined
  const name = (label ?? element.getAttribute('aria-label') ?? element.textContent ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return { name, isField: label !== undefined, isShown, isSeen: isSeen(), follows: follows(before) }

  function follows(one: unknown): boolean {
    if (!(one instanceof Element) || !one.isConnected || one === element) return true
    const [was, is] = [one.getBoundingClientRect(), element.getBoundingClientRect()]
    const isAbove = is.bottom <= was.top && is.left < was.right && was.left < is.right
    return Boolean(one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) && !isAbove
  }
}

const standing = async (page: Page, isForward: boolean): Promise<Stop> => {
  const here = await page.evaluate(stop)
  if (here.name === '') return here
  const where = `"${here.name}" of ${page.url()}`
  expect(here.isShown, `the focus on ${where} can be seen`).toBe(true)
  expect(here.isSeen, `${where} is on the screen when it has the focus`).toBe(true)
  if (isForward) expect(here.follows, `${where} is read after the stop before it`).toBe(true)
  return here
}

/** Stops until somebody would give up. */
const patience = 80

async function go(page: Page, isIt: (here: Stop) => boolean, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const passed: string[] = []
  // Until its style sheet is here a page shows nothing to anybody, and no key is pressed.
  await page.waitForLoadState('load')
  while (passed.length < patience) {
    await page.keyboard.press(key)
    const here = await standing(page, key === 'Tab')
    passed.push(here.name)
    if (isIt(here)) return
  }
  throw new Error(`${key} only came to ${[...new Set(passed)].join(', ')} on ${page.url()}`)
}

/** Goes forward with Tab until the focus stands on what is called so; each stop on the way shows its focus, in order. */
export const tabTo = (page: Page, name: string): Promise<void> =>
  go(page, (here) => here.name.includes(name), 'Tab')

/** What is called so, alone or of something that only a screen reader is told. */
export const called = (words: string, of = '.*'): RegExp =>
  new RegExp(`^${escaped(words)}(?:\\s*:\\s*${of === '.*' ? of : escaped(of)})?$`)

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')

/** The same, to what is called so and no more. */
export const tabToCalled = (page: Page, name: RegExp): Promise<void> =>
  go(page, (here) => name.test(here.name), 'Tab')

/** The same, backwards. */
export const tabBackTo = (page: Page, name: string): Promise<void> =>
  go(page, (here) => here.name.includes(name), 'Shift+Tab')

/** A field that has this label, and not a link that speaks of it. */
const isField = ({ name, isField: is }: Stop, label: string): boolean =>
  is && (name === label || [`${label}（`, `${label} （`].some((start) => name.startsWith(start)))

/** The same, to the field that has this label. */
export const tabToField = (page: Page, label: string): Promise<void> =>
  go(page, (here) => isField(here, label), 'Tab')

/** The same, and presses Enter there. */
export async function pressEnter(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** The focus was put there by the page itself: nobody has to look for it. */
export async function standsOn(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('load')
  await expect.poll(async () => (await page.evaluate(stop)).name).toContain(name)
  await standing(page, false)
}

/** Types in the place of what stands in the field that has the focus. */
export async function typeAnew(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/** Runs in the page: whether the first field with this label stands before what has the focus. */
function isBehind(label: string): boolean {
  const labelled = (one: HTMLInputElement): boolean =>
    [...(one.labels ?? [])].some(({ textContent }) => textContent.trim().startsWith(label))
  const field = [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')].find(labelled)
  const place = field === undefined ? 0 : document.activeElement!.compareDocumentPosition(field)
  return Boolean(place & Node.DOCUMENT_POSITION_PRECEDING)
}

/** Goes to the field that has this label, forward or back from where the page has put the focus. */
export async function comeToField(page: Page, label: string): Promise<void> {
  await page.waitForLoadState('load')
  if (isField(await page.evaluate(stop), label)) return
  const key = (await page.evaluate(isBehind, label)) ? 'Shift+Tab' : 'Tab'
  await go(page, (here) => isField(here, label), key)
}

/** Types in the field that has this label. */
export async function fillByKeys(page: Page, label: string, text: string): Promise<void> {
  await comeToField(page, label)
  await typeAnew(page, text)
}

/** Goes down the list that has the focus until this is chosen; without a name to the first of what is offered. */
export async function chooseByKeys(page: Page, wanted?: string): Promise<void> {
  const chosen = () =>
    page.evaluate(() => (document.activeElement as HTMLSelectElement).selectedOptions[0]!.textContent.trim())
  for (let steps = 0; steps < 60; steps++) {
    if (steps > 0 && (wanted === undefined || (await chosen()) === wanted)) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`"${wanted}" is not in the list`)
}

/** Types a day ('YYYY-MM-DD') in the order of the browser that is brought along: month, day, year. */
export async function typeDay(page: Page, day: string): Promise<void> {
  const [year, ...monthAndDay] = day.split('-')
  await page.keyboard.type([...monthAndDay, year].join(''))
}

/** Runs in every page: says when anything but keys is used, and when the focus falls to nowhere. */
function watch(): void {
  for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
    addEventListener(kind, () => console.error(`not by keyboard alone: ${kind}`), true)
  let [last, tabbedAt]: [Element | null, number] = [null, 0]
  addEventListener('keydown', ({ key }) => void (key === 'Tab' && (tabbedAt = performance.now())), true)
  setInterval(() => {
    const now = document.activeElement
    const isLost = now === document.body && last !== null && last !== now
    // Tab goes on to the browser's own buttons after the last one of the page.
    if (isLost && performance.now() - tabbedAt > 300)
      console.error(`the focus was lost from ${last!.outerHTML}`)
    last = now
  }, 50)
}

/** A person who has no mouse and touches nothing: what is done otherwise is a trouble of theirs. */
export async function byKeyboard(who: Person): Promise<Person> {
  await who.context.addInitScript(watch)
  return who
}
