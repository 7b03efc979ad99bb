/** Notices on this device, of a purse or of a shop: whether they can be shown, started, stopped, and kept up to date. */

/** Where the hub notes browsers of this purse or shop. */
export type NoticePath = string

export const purseNotices: NoticePath = '/api/wallets/me/push-addresses'

/** What this browser was noted as by the hub. */
type Noted = { readonly id: string; readonly endpoint: string; readonly language: string }

const notedUnder = 'notices'

/** The purse's name is that of before shops were told, too. */
const keyOf = (path: NoticePath): string => (path === purseNotices ? notedUnder : `${notedUnder} ${path}`)

function noted(path: NoticePath): Noted | undefined {
  const kept = localStorage.getItem(keyOf(path))
  return kept === null ? undefined : (JSON.parse(kept) as Noted)
}

/** Whether this browser is noted for anything else: it keeps its address then. */
const isNotedElsewhere = (path: NoticePath): boolean =>
  Object.keys(localStorage).some((key) => key.startsWith(notedUnder) && key !== keyOf(path))

const isAble = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

async function subscription(): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? undefined
}

/** How it stands on this device; `known`: the browsers that the hub notifies for this purse or shop. */
export async function stateOfNotices(
  path: NoticePath,
  known: readonly string[],
): Promise<'unable' | 'denied' | 'on' | 'off'> {
  if (!isAble()) return 'unable'
  if (Notification.permission === 'denied') return 'denied'
  const mine = noted(path)
  const isKnown = mine !== undefined && known.includes(mine.id)
  return isKnown && (await subscription()) !== undefined ? 'on' : 'off'
}

const bytesOf = (base64Url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** Whether what was given out before can be written to with this key: one of another hub, or of another key, cannot. */
function isOfKey(given: PushSubscription, key: Uint8Array): boolean {
  const its = given.options?.applicationServerKey
  return its != null && new Uint8Array(its).join() === key.join()
}

type Started = { readonly path: NoticePath; readonly publicKey: string; readonly language: string }

/** Asks for leave to show notices, and has the hub send them. `denied`: the holder said no; `failed`: no signal, or refused. */
export async function startNotices({
  path,
  publicKey,
  language,
}: Started): Promise<'started' | 'denied' | 'failed'> {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    await navigator.serviceWorker.register('/service-worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const key = bytesOf(publicKey)
    const before = await pushManager.getSubscription()
    const isGood = before !== null && isOfKey(before, key)
    if (!isGood) await before?.unsubscribe()
    const given = isGood
      ? before
      : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    return (await note(path, given, language)) ? 'started' : 'failed'
  } catch {
    return 'failed'
  }
}

async function note(path: NoticePath, given: PushSubscription, language: string): Promise<boolean> {
  const { endpoint, keys } = given.toJSON()
  const answer = await fetch(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] }, language }),
  })
  if (!answer.ok) return false
  const { id } = (await answer.json()) as { id: string }
  localStorage.setItem(keyOf(path), JSON.stringify({ id, endpoint, language }))
  return true
}

/** Shows nothing more of this purse or shop on this device. Whether the hub knows. */
export async function stopNotices(path: NoticePath): Promise<boolean> {
  const mine = noted(path)
  try {
    if (mine !== undefined) {
      const own = `${path}/${encodeURIComponent(mine.id)}`
      if (!(await fetch(own, { method: 'DELETE' })).ok) return false
    }
    if (!isNotedElsewhere(path)) await (await subscription())?.unsubscribe()
    localStorage.removeItem(keyOf(path))
    return true
  } catch {
    return false
  }
}

/**
 * A browser changes its address now and then, by itself: the hub is told the next time that the purse or the till is
 * opened. `hub`, where it is told: which browsers it notifies, and which it would again because no more than their session
 * has ended. One that is neither was stopped elsewhere, and stays so.
 */
export async function renewNotices(
  path: NoticePath,
  language: string,
  hub?: { readonly known: readonly string[]; readonly renewable: readonly string[] },
): Promise<void> {
  const mine = noted(path)
  if (mine === undefined || !isAble() || Notification.permission !== 'granted') return
  const given = await subscription()
  if (given === undefined) return
  const isEnded = hub?.renewable.includes(mine.id) ?? false
  if (hub !== undefined && !isEnded && !hub.known.includes(mine.id))
    return localStorage.removeItem(keyOf(path))
  if (isEnded || given.endpoint !== mine.endpoint || language !== mine.language)
    await note(path, given, language).catch(() => false)
}
