/** Notices of the purse on this device: whether they can be shown, started, stopped, and kept up to date. */

/** What this browser was noted as by the hub. */
type Noted = { readonly id: string; readonly endpoint: string; readonly language: string }

const notedUnder = 'notices'

function noted(): Noted | undefined {
  const kept = localStorage.getItem(notedUnder)
  return kept === null ? undefined : (JSON.parse(kept) as Noted)
}

const isAble = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

async function subscription(): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? undefined
}

/** How it stands on this device; `known`: the browsers that the hub notifies for this purse. */
export async function stateOfNotices(known: readonly string[]): Promise<'unable' | 'denied' | 'on' | 'off'> {
  if (!isAble()) return 'unable'
  if (Notification.permission === 'denied') return 'denied'
  const mine = noted()
  const isKnown = mine !== undefined && known.includes(mine.id)
  return isKnown && (await subscription()) !== undefined ? 'on' : 'off'
}

const bytesOf = (base64Url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** Asks for leave to show notices, and has the hub send them. `denied`: the holder said no; `failed`: no signal, or refused. */
export async function startNotices(
  publicKey: string,
  language: string,
): Promise<'started' | 'denied' | 'failed'> {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    await navigator.serviceWorker.register('/service-worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    // One of another hub, or of another key of this one, cannot be written to.
    await (await pushManager.getSubscription())?.unsubscribe()
    const given = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    })
    return (await note(given, language)) ? 'started' : 'failed'
  } catch {
    return 'failed'
  }
}

async function note(given: PushSubscription, language: string): Promise<boolean> {
  const { endpoint, keys } = given.toJSON()
  const answer = await fetch('/api/wallets/me/push-addresses', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] }, language }),
  })
  if (!answer.ok) return false
  const { id } = (await answer.json()) as { id: string }
  localStorage.setItem(notedUnder, JSON.stringify({ id, endpoint, language }))
  return true
}

/** Shows nothing more on this device. Whether the hub knows. */
export async function stopNotices(): Promise<boolean> {
  const mine = noted()
  try {
    if (mine !== undefined) {
      const path = `/api/wallets/me/push-addresses/${encodeURIComponent(mine.id)}`
      if (!(await fetch(path, { method: 'DELETE' })).ok) return false
    }
    await (await subscription())?.unsubscribe()
    localStorage.removeItem(notedUnder)
    return true
  } catch {
    return false
  }
}

/** A browser changes its address now and then, by itself: the hub is told the next time that the purse is opened. */
export async function renewNotices(language: string): Promise<void> {
  const mine = noted()
  if (mine === undefined || !isAble() || Notification.permission !== 'granted') return
  const given = await subscription()
  if (given === undefined) return
  if (given.endpoint !== mine.endpoint || language !== mine.language)
    await note(given, language).catch(() => false)
}
