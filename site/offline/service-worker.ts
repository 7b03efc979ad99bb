/**
 * Keeps plans for use without signal. Built by `integration.ts`: the two files that it imports are put before it, and
 * the built files and the words stand in two constants. Pages come from the network; only without it from the store.
 */
import { ageInWords } from '../lib/age.ts'
import { isStale, keptAtHeader, type KeptWords, languageOf, mayGo, plansStore, withAge } from './kept-page.ts'

declare const builtFiles: readonly string[]
declare const builtVersion: string
declare const builtWords: Readonly<Record<string, KeptWords>>
declare const builtListPage: string

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
  const old = names.filter((name) => /^(files|plans)-/.test(name) && ![filesStore, plansStore].includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
  await tidyPlans()
  await worker.clients.claim()
}

/** Takes away what was kept for a day that is long over. */
async function tidyPlans(): Promise<void> {
  const store = await caches.open(plansStore)
  for (const request of await store.keys()) {
    const keptAt = Number((await store.match(request))?.headers.get(keptAtHeader))
    if (mayGo(keptAt, Date.now(), new URL(request.url).searchParams.get('date'))) await store.delete(request)
  }
}

/** Puts an answer into the store with the moment at which it came. */
async function put(url: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers)
  headers.set(keptAtHeader, String(Date.now()))
  const store = await caches.open(plansStore)
  await store.put(url, new Response(await answer.arrayBuffer(), { status: answer.status, headers }))
}

/** Keeps one address; whether it could. */
async function keep(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { credentials: 'omit' })
    if (answer.ok) await put(url, answer)
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
  await tidyPlans()
  return kept
}

/** The list of kept plans in place of a page that is not kept. */
async function listInstead(lang: string): Promise<Response> {
  const page = await caches.match(lang === 'ja' ? builtListPage : `/${lang}${builtListPage}`)
  return page === undefined ? Response.error() : withSentence(page, builtWords[lang]!.away)
}

/** What is kept under an address, a page with its age; else the list of what is kept. */
async function fromStore(url: URL, isPage: boolean): Promise<Response> {
  const lang = languageOf(url.pathname, Object.keys(builtWords))
  const found = await caches.match(url.pathname + url.search)
  if (found === undefined) return isPage ? listInstead(lang) : Response.error()
  const keptHeader = found.headers.get(keptAtHeader)
  // A built page is as old as the build: it tells nothing of trains.
  if (keptHeader === null || !(found.headers.get('content-type') ?? '').includes('text/html')) return found
  const { kept, stale } = builtWords[lang]!
  const [keptAt, now] = [Number(keptHeader), Date.now()]
  const when = new Intl.DateTimeFormat(lang, {
    timeZone: 'Asia/Tokyo',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(keptAt)
  const told = kept.replace('{{age}}', ageInWords(keptAt, now, lang)).replace('{{when}}', when)
  const sentence = isStale(keptAt, now, url.searchParams.get('date')) ? `${told} ${stale}` : told
  return withSentence(found, sentence)
}

/** A page with a sentence at its head. */
async function withSentence(page: Response, sentence: string): Promise<Response> {
  const headers = new Headers(page.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  return new Response(withAge(await page.text(), sentence), { status: page.status, headers })
}

async function answerTo(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname.startsWith('/_astro/')) return (await caches.match(url.pathname)) ?? fetch(request)
  try {
    return await fetch(request)
  } catch {
    return fromStore(url, request.mode === 'navigate')
  }
}

addEventListener('install', (event) => (event as Waiting).waitUntil(install()))
addEventListener('activate', (event) => (event as Waiting).waitUntil(activate()))
addEventListener('fetch', (event) => {
  const asked = event as unknown as Fetching
  const isOurs = new URL(asked.request.url).origin === location.origin
  if (asked.request.method === 'GET' && isOurs) asked.respondWith(answerTo(asked.request))
})
addEventListener('message', (event) => {
  const told = event as unknown as Told
  const { keep: urls } = told.data as { keep: readonly string[] }
  told.waitUntil(keepAll(urls).then((kept) => told.ports[0]?.postMessage(kept)))
})
