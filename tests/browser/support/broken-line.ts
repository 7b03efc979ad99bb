import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator } from 'playwright'
import { expect } from 'vitest'
import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { origin as worldOrigin, type Person } from './people.ts'

/** Where a line breaks: nothing arrives; all of it arrives and no answer comes back; the same, and nobody says that none will. */
export type Break = 'before' | 'after' | 'silent'

/** The languages in which stories are told. */
export type Told = Extract<Locale, 'ja' | 'en' | 'zh-hant'>

/** A line to the hub that can break, as a valley's does. Its origin stands in the place of the hub's. */
export type Line = {
  readonly origin: string
  /** The language in which its people are told that it broke. */
  readonly locale: Told
  readonly cut: (where: Break) => void
  readonly mend: () => void
  /** How many writes reached the hub while answers were lost. */
  readonly lost: () => number
  /** Where the last answer that was lost would have led. */
  readonly lostLocation: () => string | undefined
  readonly close: () => Promise<void>
}

/** The device is ready for a line that breaks once the first page is there that says where money is. */
export const readied = ({ page }: Person): Promise<void> =>
  page.evaluate(async () => void (await navigator.serviceWorker.ready))

/** A line to the hub of this world, or to another one at the same place. */
export async function openLine(hubOrigin = worldOrigin, locale: Told = 'ja'): Promise<Line> {
  const hub = new URL(hubOrigin)
  let broken: Break | undefined
  let lost = 0
  let lostLocation: string | undefined
  let own = ''
  const server = createServer((asked, answer) => {
    if (broken === 'before') return void asked.socket.destroy()
    passOn(hub, asked, answer, (came) => {
      if (broken === undefined) return send(came, answer, { from: hubOrigin, to: own })
      if (asked.method !== 'GET') {
        lost++
        lostLocation = came.headers.location?.replace(hubOrigin, own)
      }
      // The hub has said all that it says; nobody hears it.
      came.resume().once('end', () => void (broken !== 'silent' && asked.socket.destroy()))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  server.unref()
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin: own,
    locale,
    cut: (where) => {
      broken = where
    },
    mend: () => {
      broken = undefined
    },
    lost: () => lost,
    lostLocation: () => lostLocation,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function passOn(
  hub: URL,
  asked: IncomingMessage,
  answer: ServerResponse,
  heard: (came: IncomingMessage) => void,
): void {
  const { url = '/', method = 'GET', headers } = asked
  const passed = request({ hostname: hub.hostname, port: hub.port, path: url, method, headers }, heard)
  // Who went away wants no answer; a hub that went away gives none.
  passed.once('error', () => asked.socket.destroy())
  answer.once('close', () => passed.destroy())
  asked.pipe(passed)
}

/** What the hub calls its own address is this line's. */
function send(
  came: IncomingMessage,
  answer: ServerResponse,
  { from, to }: Record<'from' | 'to', string>,
): void {
  const location = came.headers.location?.replace(from, to)
  answer.writeHead(came.statusCode!, { ...came.headers, ...(location === undefined ? {} : { location }) })
  came.pipe(answer)
}

export const button = ({ page }: Person, name: string): Locator =>
  page.getByRole('button', { name, exact: true })

export const shown = ({ page }: Person, sentence: string): Promise<void> =>
  page.getByText(sentence).first().waitFor()

const wordsOf = ({ locale }: Line) => wordsFor(locale)

/** Cuts the line once the page is wholly there: before its scripts are, a button sends the plain form. */
async function cutBefore(line: Line, { page }: Person): Promise<void> {
  await page.waitForLoadState()
  line.cut('before')
}

/** Nothing came of it yet, and the screen says what is known. */
const isTold = (line: Line, who: Person): Promise<void> =>
  shown(who, wordsOf(line)('wallet:offline.again.sent'))

/** What somebody presses: with a pointer, or by keys. */
type Pressed = { readonly click: () => Promise<void> }

/** Presses with the line cut, first before the hub and then behind it; the line is there again, and nothing more was done. */
export async function pressInVain(
  line: Line,
  who: Person,
  pressed: Pressed,
  again: Pressed = button(who, wordsOf(line)('wallet:offline.again.sent_again')),
): Promise<void> {
  await cutBefore(line, who)
  await pressed.click()
  await isTold(line, who)
  line.cut('after')
  const heard = line.lost()
  await again.click()
  await expect.poll(() => line.lost()).toBeGreaterThan(heard)
  await isTold(line, who)
  line.mend()
}

/** Presses the button that the screen offers for what was sent. */
export const sendAgain = (line: Line, who: Person): Promise<void> =>
  button(who, wordsOf(line)('wallet:offline.again.sent_again')).click()

/** Presses with the line cut in both ways, and comes through with the button that the screen offers. */
export async function pressThrough(line: Line, who: Person, pressed: Locator): Promise<void> {
  await pressInVain(line, who, pressed)
  await sendAgain(line, who)
}

/** Goes somewhere with the line cut, and comes there by the button that the screen offers. */
export async function goThrough(
  line: Line,
  who: Person,
  pressed: Pressed,
  again: Pressed = button(who, wordsOf(line)('wallet:offline.again.open_again')),
): Promise<void> {
  await cutBefore(line, who)
  await pressed.click()
  await shown(who, wordsOf(line)('wallet:offline.again.opened'))
  line.mend()
  await again.click()
}
