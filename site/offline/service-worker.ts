/**
 * Keeps plans for use without signal. Built by `integration.ts`: the two files that it imports are put before it, and
 * the built files and the words stand in two constants. Pages come from the network; only without it from the store.
 */
import { ageInWords } from '../lib/age.ts'
import { isStale, type KeptWords, languageOf, withAge } from './kept-page.ts'

declare const builtFiles: readonly string[]
declare const builtVersion: string
declare const builtWords: Readonly<Record<string, KeptWords>>

type Waiting = Event & { waitUntil(done: Promise<unknown>): void }
type Fetching = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Told = Waiting & { readonly data: unknown; readonly ports: readonly MessagePort[] }
type Worker = { skipWaiting(): Promise<void>; readonly clients: { claim(): Promise<void> } }

const worker = globalThis as unknown as Worker
const filesStore = `files-${builtVersion}`
const plansStore = 'plans-1'
const keptAtHeader = 'x-kept-at'

async function install(): Promise<void> {
  const store = await caches.open(filesStore)
  await store.addAll([...builtFiles])
  await worker.skipWaiting()
}

async function activate(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('files-') && name !== filesStore)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
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
  return kept
}

/** What is kept under an address; a page with its age. */
async function fromStore(url: URL): Promise<Response> {
  const found = await caches.match(url.pathname + url.search)
  if (found === undefined) return Response.error()
  if (!(found.headers.get('content-type') ?? '').includes('text/html')) return found
  const lang = languageOf(url.pathname, Object.keys(builtWords))
  const { kept, stale } = builtWords[lang]!
  const [keptAt, now] = [Number(found.headers.get(keptAtHeader)), Date.now()]
  const when = new Intl.DateTimeFormat(lang, {
    timeZone: 'Asia/Tokyo',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(keptAt)
  const told = kept.replace('{{age}}', ageInWords(keptAt, now, lang)).replace('{{when}}', when)
  const sentence = isStale(keptAt, now, url.searchParams.get('date')) ? `${told} ${stale}` : told
  const headers = new Headers(found.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  return new Response(withAge(await found.text(), sentence), { status: found.status, headers })
}

async function answerTo(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname.startsWith('/_astro/')) return (await caches.match(url.pathname)) ?? fetch(request)
  try {
    return await fetch(request)
  } catch {
    return fromStore(url)
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
