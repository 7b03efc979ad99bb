import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import { untilPictures } from './pictures.ts'
import { type Options, optionsOf, type Row } from './row.ts'
import { countScript, phoneWindow, slowPhone, spread } from './slow-phone.ts'
import { hostPeers, viewerPeers } from '../browser/support/viewer-peers.ts'
import { type Sharp, type Shown, watchSharp } from './viewer-sharp.ts'

type Profile = {
  readonly name: string
  readonly window: BrowserContextOptions
  readonly slow: (page: Page) => Promise<unknown>
}

const profiles: readonly Profile[] = [
  { name: 'desk', window: { viewport: { width: 1280, height: 800 } }, slow: () => Promise.resolve() },
  { name: 'slow phone', window: phoneWindow, slow: slowPhone },
]

/** A viewer on a page of its own: how it is opened until somebody can wait for the picture. */
type Viewer = { readonly name: string; readonly open: (page: Page) => Promise<unknown> }

type Turn = Sharp & { readonly scriptBytes: number }

/** From opening a page to the first sharp picture of one object: our viewer beside Clover and Mirador on one manifest. */
export async function viewerBench(options: Options): Promise<readonly Row[]> {
  const item = optionsOf(options).text('item', 'craft-map')
  const runs = optionsOf(options).number('runs', 5)
  const peers = await viewerPeers()
  const place = await newPlace('sqlite', '')
  const hub = await startHubProcess(place.environment)
  const host = await hostPeers(peers)
  const browser = await chromium.launch({ executablePath: await browserPath(), args: [...browserFlags] })
  try {
    await untilPictures(hub.origin)
    const shown = await shownOf(hub.origin, item)
    const manifest = `${hub.origin}/iiif/presentation/${item}/manifest`
    const viewers: readonly Viewer[] = [
      { name: 'ours', open: (page) => comeCloser(page, `${hub.origin}/items/${item}`) },
      ...peers.map((peer) => ({
        name: peer.name,
        open: (page: Page) => page.goto(host.pageOf(peer, manifest), { waitUntil: 'commit' }),
      })),
    ]
    const rows: Row[] = []
    for (const profile of profiles)
      rows.push(...rowsOf(profile, await turns({ browser, viewers, profile, shown }, runs)))
    return rows
  } finally {
    await browser.close()
    await host.stop()
    await hub.stop()
    await place.remove()
  }
}

async function shownOf(origin: string, image: string): Promise<Shown> {
  const answer = await fetch(`${origin}/iiif/3/${image}/info.json`)
  const { width, height } = (await answer.json()) as { width: number; height: number }
  return { image, width, height }
}

/** Our page shows a picture that the server drew; the moving one comes when its button is pressed, here at once. */
async function comeCloser(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('[data-zoom] button[data-open]').click()
}

type Race = {
  readonly browser: Browser
  readonly viewers: readonly Viewer[]
  readonly profile: Profile
  readonly shown: Shown
}

/** Each viewer as often as the others, each turn begun by another; the first turn warms the server and is nobody's. */
async function turns(race: Race, runs: number): Promise<ReadonlyMap<string, readonly Turn[]>> {
  const seen = new Map<string, Turn[]>(race.viewers.map(({ name }) => [name, []]))
  for (let n = 0; n <= runs; n++) {
    const first = n % race.viewers.length
    for (const viewer of [...race.viewers.slice(first), ...race.viewers.slice(0, first)]) {
      const turn = await oneTurn(race, viewer)
      if (n > 0) seen.get(viewer.name)!.push(turn)
    }
  }
  return seen
}

/** A browser that knows nothing yet opens the object. */
async function oneTurn({ browser, profile, shown }: Race, viewer: Viewer): Promise<Turn> {
  const context = await browser.newContext({ ...profile.window, locale: 'ja-JP' })
  try {
    const page = await context.newPage()
    await profile.slow(page)
    const scriptBytes = await countScript(page)
    const untilSharp = await watchSharp(page, shown)
    await viewer.open(page)
    const sharp = await untilSharp()
    return { ...sharp, scriptBytes: await scriptBytes() }
  } catch (cause) {
    throw new Error(`${viewer.name} on the ${profile.name} showed no sharp picture`, { cause })
  } finally {
    await context.close()
  }
}

function rowsOf(profile: Profile, seen: ReadonlyMap<string, readonly Turn[]>): Row[] {
  const middleOf = (turn: readonly Turn[]): number => spread(turn.map(({ ms }) => ms)).middle
  const ours = seen.get('ours')!
  const others = [...seen].filter(([name]) => name !== 'ours')
  const isFirst = others.every(([, turn]) => middleOf(ours) <= middleOf(turn))
  const pressed = spread(ours.flatMap(({ pressedMs }) => pressedMs ?? []))
  const rows = [...seen].map(([name, turn]): Row => {
    const { middle, text } = spread(turn.map(({ ms }) => ms))
    const { scriptBytes, pixels } = turn[0]!
    return {
      what: `${name}, ${profile.name}: first sharp picture`,
      p50Ms: middle,
      value: `${text}, script ${Math.round(scriptBytes / 1_000)} kB, ${pixels.toFixed(2)} pixels a pixel`,
      ...(turn === ours ? { target: 'before the others', met: isFirst ? 'yes' : 'no' } : {}),
    }
  })
  return [
    ...rows,
    { what: `ours, ${profile.name}: from the press`, p50Ms: pressed.middle, value: pressed.text },
  ]
}
