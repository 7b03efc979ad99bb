/** What a push service hands over: shown, and its page opened when it is tapped. Part of the service worker. */

type Notice = {
  readonly title: string
  readonly body: string
  readonly path: string
  readonly language: string
  readonly tag: string
}
type Lasting = Event & { waitUntil(done: Promise<unknown>): void }
type Pushed = Lasting & { readonly data: { json(): Notice } | null }
type Tapped = Lasting & {
  readonly notification: { readonly data: { readonly path: string } | null; close(): void }
}
type Window = { focus(): Promise<unknown>; navigate(path: string): Promise<Window | null> }
type Shower = {
  readonly registration: { showNotification(title: string, options: object): Promise<void> }
  readonly clients: {
    matchAll(which: object): Promise<readonly Window[]>
    openWindow(path: string): Promise<unknown>
  }
}

/** A browser takes the right away from who is pushed to and shows nothing: what cannot be read is shown by its sender alone. */
const unread: Notice = { title: '会津めぐり', body: '', path: '/wallet', language: 'ja', tag: 'unread' }

function noticeIn({ data }: Pushed): Notice {
  try {
    return data?.json() ?? unread
  } catch {
    return unread
  }
}

/** Listens for notices and for taps on them. */
export function listenForNotices(): void {
  const { registration, clients } = globalThis as unknown as Shower
  addEventListener('push', (event) => {
    const { title, body, path, language, tag } = noticeIn(event as Pushed)
    // The same tag replaces what is shown: a notice that arrives twice is seen once.
    const shown = { body, tag, lang: language, icon: '/purse.svg', data: { path } }
    ;(event as Pushed).waitUntil(registration.showNotification(title, shown))
  })
  addEventListener('notificationclick', (event) => {
    const tapped = event as Tapped
    tapped.notification.close()
    tapped.waitUntil(open(clients, tapped.notification.data?.path ?? unread.path))
  })
}

/** In the window that is there, else in a new one. */
async function open(clients: Shower['clients'], path: string): Promise<void> {
  const [window] = await clients.matchAll({ type: 'window' })
  try {
    await (await window!.navigate(path))!.focus()
  } catch {
    // None is there, or another worker's: neither can be sent anywhere.
    await clients.openWindow(path)
  }
}
