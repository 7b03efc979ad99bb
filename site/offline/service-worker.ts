/**
 * Keeps plans for use without signal. Built by `integration.ts`: the files that it imports are put before it, and
 * the built files and the words stand in two constants. Pages come from the network; only without it from the store:
 * what was kept with a plan, and pages of the railway that were opened. With the planner come the timetables of the
 * days at hand: without signal its place is taken by the page that searches on the device. The purse is kept as it was
 * last seen, and goes when this device has none any more. A form to which no answer came is asked again from here.
 */
import { ageInWords } from '../lib/age.ts'
import {
  isOfPurse,
  isPlanner,
  isShowing,
  isStale,
  keptAtHeader,
  type KeptWords,
  languageOf,
  mayGo,
  mayVisit,
  plansStore,
  purseHeader,
  purseOf,
  purseStore,
  timetablesMost,
  timetablesStore,
  timetablesWith,
  visitedMost,
  visitedStore,
  withAge,
} from './kept-page.ts'
import { listenForNotices } from './push-events.ts'
import { againFor, isDesk, withAgain } from './unanswered.ts'

declare const builtFiles: readonly string[]
declare const builtVersion: string
declare const builtWords: Readonly<Record<string, KeptWords>>
declare const builtListPage: string
declare const builtSearchPage: string
declare const builtCodePage: string
declare const builtAgainPage: string

type Waiting = Event & { waitUntil(done: Promise<unknown>): void }
type Fetching = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Told = Waiting & { readonly data: unknown; readonly ports: readonly MessagePort[] }
type Worker = { skipWaiting(): Promise<void>; readonly clients: { claim(): Promise<void> } }

const worker = globalThis as unknown as Worker
const filesStore = `files-${builtVersion}`

async function install(): Promise<void> {
  const store = await caches.open(filesStore)
  await store.addAll([...builtFiles])
  await worker.skipWaiting()
}

async function activate(): Promise<void> {
  const names = await caches.keys()
  const current = new Set([filesStore, plansStore, purseStore, visitedStore, timetablesStore])
  const old = names.filter(
    (name) => /^(files|plans|purse|visited|timetables)-/.test(name) && !current.has(name),
  )
  await Promise.all(old.map((name) => caches.delete(name)))
  await tidy(plansStore)
  await worker.clients.claim()
}

/** Takes away what was kept for a day that is long over, and the oldest of more than so many. */
async function tidy(name: string, most = Infinity): Promise<void> {
  const store = await caches.open(name)
  const known = await Promise.all(
    (await store.keys()).map(async (request) => ({ request, keptAt: keptAtOf(await store.match(request)) })),
  )
  const newest = known.toSorted((a, b) => b.keptAt - a.keptAt)
  for (const [i, { request, keptAt }] of newest.entries()) {
    const date = new URL(request.url).searchParams.get('date')
    if (i >= most || mayGo(keptAt, Date.now(), date)) await store.delete(request)
  }
}

const keptAtOf = (answer: Response | undefined): number => Number(answer?.headers.get(keptAtHeader) ?? 0)

/** Puts an answer into the store with the moment at which it came. */
async function put(name: string, url: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers)
  headers.set(keptAtHeader, String(Date.now()))
  const store = await caches.open(name)
  await store.put(url, new Response(await answer.arrayBuffer(), { status: answer.status, headers }))
}

/** Keeps one address; whether it could. Only the purse is asked for as its holder. */
async function keep(url: string, name = plansStore): Promise<boolean> {
  try {
    const answer = await fetch(url, { credentials: name === purseStore ? 'same-origin' : 'omit' })
    if (answer.ok) await put(name, url, answer)
    return answer.ok
  } catch {
    return false
  }
}

/** The plan and the day's timetable must be kept; of the stations' pages as many as come. */
async function keepAll(urls: readonly string[]): Promise<boolean> {
  const [plan = '', timetable = '', ...stations] = urls
  const kept = (await keep(plan)) && (await keep(timetable))
  // One after the other: a phone in a valley has a narrow way out.
  for (const url of stations) await keep(url)
  await tidy(plansStore)
  return kept
}

/** Keeps a page that was just opened; one that is somebody's own is not for a store. */
async function keepVisited(url: string, answer: Response): Promise<void> {
  if (!answer.ok || /private|no-store/.test(answer.headers.get('cache-control') ?? '')) return
  await put(visitedStore, url, answer)
  await tidy(visitedStore, visitedMost)
  await keepTimetables(url)
}

/** Keeps the days that a search without signal will be asked for. */
async function keepTimetables(url: string): Promise<void> {
  const addresses = timetablesWith(new URL(url, location.origin), Date.now())
  for (const address of addresses) await keep(address, timetablesStore)
  if (addresses.length > 0) await tidy(timetablesStore, timetablesMost)
}

/**
 * Keeps a purse as it was just seen, and the receipts that it names: those that are kept already are not asked for again.
 * Whatever else was kept of a purse goes: it was another's, in another language, or is too old for its list.
 */
async function keepPurse(path: string, answer: Response): Promise<void> {
  const named = answer.headers.get(purseHeader)
  if (named === null || !answer.ok) return
  if (named === 'none') return void (await caches.delete(purseStore))
  await put(purseStore, path, answer)
  const receipts = named.split(' ').filter((receipt) => receipt !== '')
  const store = await caches.open(purseStore)
  const wanted = new Set([path, ...receipts])
  for (const { url } of await store.keys()) if (!wanted.has(new URL(url).pathname)) await store.delete(url)
  // One after the other: a phone in a valley has a narrow way out.
  for (const receipt of receipts)
    if ((await store.match(receipt)) === undefined) await keep(receipt, purseStore)
}

/** The page that was opened before there was a worker to see it. */
async function keepFirst(url: string): Promise<void> {
  if (url === purseOf(url))
    return keepPurse(url, await fetch(url, { credentials: 'same-origin' }).catch(() => Response.error()))
  if (!mayVisit(new URL(url, location.origin).pathname)) return
  await keep(url, visitedStore)
  await keepTimetables(url)
}

/** What is kept under an address, the newest of it. */
async function keptUnder(path: string): Promise<Response | undefined> {
  const names = [plansStore, purseStore, visitedStore, timetablesStore]
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).match(path)))
  const newest = found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => keptAtOf(b) - keptAtOf(a))
    .at(0)
  return newest ?? caches.match(path)
}

/**
 * In place of a page that is not kept: of the planner the search on the device, of the code to pay with one that the device
 * makes, of what else is the purse's the purse as it was last seen, of others the list of kept plans.
 */
async function instead(path: string, lang: string): Promise<Response> {
  const isMade = isPlanner(path) || isShowing(path)
  const purse =
    isOfPurse(path) && !isMade ? await (await caches.open(purseStore)).match(purseOf(path)) : undefined
  if (purse !== undefined) return withSentence(purse, purseSentence(purse, lang, builtWords[lang]!.needs))
  const built = isPlanner(path) ? builtSearchPage : isShowing(path) ? builtCodePage : builtListPage
  const page = await builtPage(built, lang)
  return isMade ? page : withSentence(page, builtWords[lang]!.away)
}

/** Whether a page is asked with what was typed, or is of a till or a desk, of which nothing is kept. */
const isAsked = ({ pathname, search }: URL): boolean =>
  isDesk(pathname) || (isOfPurse(pathname) && search !== '')

/** A page that came with this worker. */
const builtPage = async (path: string, lang: string): Promise<Response> =>
  (await caches.match(lang === 'ja' ? path : `/${lang}${path}`)) ?? Response.error()

/** In place of what did not come: what happened, and the same form once more. */
async function unanswered(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const sent = request.method === 'POST' ? [...(await request.formData())] : []
  const page = await builtPage(builtAgainPage, langOf(url))
  return changed(page, withAgain(await page.text(), againFor(request, url, sent)))
}

const langOf = ({ pathname }: URL): string => languageOf(pathname, Object.keys(builtWords))

/** What is kept under an address, a page with its age; else the list of what is kept. */
async function fromStore(request: Request, url: URL): Promise<Response> {
  const lang = langOf(url)
  const found = await keptUnder(url.pathname + url.search)
  if (found === undefined && request.mode === 'navigate')
    return isAsked(url) ? unanswered(request) : instead(url.pathname, lang)
  if (found === undefined) return Response.error()
  const keptHeader = found.headers.get(keptAtHeader)
  // A built page is as old as the build: it tells nothing of trains.
  if (keptHeader === null || !(found.headers.get('content-type') ?? '').includes('text/html')) return found
  if (isOfPurse(url.pathname)) return withSentence(found, purseSentence(found, lang))
  const { kept, stale } = builtWords[lang]!
  const keptAt = Number(keptHeader)
  const told = agedSentence(kept, keptAt, lang)
  const isOld = isStale(keptAt, Date.now(), url.searchParams.get('date'))
  return withSentence(found, isOld ? `${told} ${stale}` : told)
}

const purseSentence = (purse: Response, lang: string, needs?: string): string =>
  [needs, agedSentence(builtWords[lang]!.purse, keptAtOf(purse), lang)]
    .filter((sentence) => sentence !== undefined)
    .join(' ')

/** A sentence with how long ago something was kept, and when. */
function agedSentence(words: string, keptAt: number, lang: string): string {
  const when = new Intl.DateTimeFormat(lang, {
    timeZone: 'Asia/Tokyo',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(keptAt)
  return words.replace('{{age}}', ageInWords(keptAt, Date.now(), lang)).replace('{{when}}', when)
}

/** A page with a sentence at its head. */
const withSentence = async (page: Response, sentence: string): Promise<Response> =>
  changed(page, withAge(await page.text(), sentence))

/** A page with another text. */
function changed(page: Response, html: string): Response {
  const headers = new Headers(page.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  return new Response(html, { status: page.status, headers })
}

async function answerTo({ request, waitUntil }: Asked): Promise<Response> {
  const url = new URL(request.url)
  const isPage = request.mode === 'navigate'
  if (url.pathname.startsWith('/_astro/')) return (await caches.match(url.pathname)) ?? fetch(request)
  try {
    const answer = await fetch(request)
    if (isPage && mayVisit(url.pathname)) waitUntil(keepVisited(url.pathname + url.search, answer.clone()))
    if (isPage && url.search === '' && isOfPurse(url.pathname))
      waitUntil(keepPurse(url.pathname, answer.clone()))
    return answer
  } catch {
    return fromStore(request, url)
  }
}

/** A form on its way: whether it arrived nobody knows when no answer comes. */
async function answerToForm(request: Request): Promise<Response> {
  const sent = request.clone()
  return fetch(request).catch(() => unanswered(sent))
}

/** What pages ask of the hub by script they handle themselves; timetables are kept. */
const isAskedByScript = (path: string): boolean => path.startsWith('/api/') && !path.startsWith('/api/rail/')

type Asked = { readonly request: Request; readonly waitUntil: (done: Promise<unknown>) => void }

listenForNotices()
addEventListener('install', (event) => (event as Waiting).waitUntil(install()))
addEventListener('activate', (event) => (event as Waiting).waitUntil(activate()))
addEventListener('fetch', (event) => {
  const asked = event as unknown as Fetching
  const { origin, pathname } = new URL(asked.request.url)
  const { method, mode } = asked.request
  if (origin !== location.origin || isAskedByScript(pathname)) return
  if (method === 'POST' && mode === 'navigate') asked.respondWith(answerToForm(asked.request))
  if (method === 'GET') {
    // What is kept of an answer is waited for after it: the event lives that long.
    let keeping: Promise<unknown> = Promise.resolve()
    const answer = answerTo({ request: asked.request, waitUntil: (done) => void (keeping = done) })
    asked.respondWith(answer)
    asked.waitUntil(answer.then(() => keeping))
  }
})
addEventListener('message', (event) => {
  const told = event as unknown as Told
  const { keep: urls, visited } = told.data as { keep?: readonly string[]; visited?: string }
  if (visited !== undefined) told.waitUntil(keepFirst(visited))
  if (urls !== undefined) told.waitUntil(keepAll(urls).then((kept) => told.ports[0]?.postMessage(kept)))
})
