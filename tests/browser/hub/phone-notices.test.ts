import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { type Line, openLine, readied, shown } from '../support/broken-line.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { called, standsOn, tabToCalled } from '../support/keyboard.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

let line: Line
let hands: Hands
beforeAll(async () => {
  line = await openLine()
  hands = keysAlone(line)
})
afterAll(() => line.close())
afterEach(async () => {
  line.mend()
  await goHome(lineBreaks)
})

const purse = region.purses.at(-48)!

/**
 * What this browser has not, for it has no screen, and its maker's push service cannot be reached: leave to show notices,
 * and an address and keys that are given out, kept through a reload, and forgotten on wish.
 */
const subscribing = (): void => {
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
  Notification.requestPermission = async () => 'granted'
  type Given = { endpoint: string; keys: { p256dh: string; auth: string }; of: number[] }
  const keyOf = (given: Given) => Uint8Array.from(given.of).buffer
  const kept = (): Given | undefined => {
    const text = sessionStorage.getItem('push subscription')
    return text === null ? undefined : (JSON.parse(text) as Given)
  }
  const asSubscription = (given: Given | undefined) =>
    given === undefined
      ? null
      : {
          endpoint: given.endpoint,
          toJSON: () => given,
          options: { applicationServerKey: keyOf(given) },
          unsubscribe: async () => {
            sessionStorage.removeItem('push subscription')
            return true
          },
        }
  const base64Url = (bytes: ArrayBuffer): string =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  const { prototype } = PushManager as unknown as { prototype: Record<string, unknown> }
  prototype['getSubscription'] = async () => asSubscription(kept())
  prototype['subscribe'] = async ({ userVisibleOnly, applicationServerKey }: PushSubscriptionOptionsInit) => {
    const key = applicationServerKey as Uint8Array
    if (userVisibleOnly !== true || key.length !== 65 || key[0] !== 4) throw new Error('no such key')
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    const given = {
      of: [...key],
      endpoint: `https://fcm.googleapis.com/push/${crypto.randomUUID()}`,
      keys: {
        p256dh: base64Url(await crypto.subtle.exportKey('raw', pair.publicKey)),
        auth: base64Url(crypto.getRandomValues(new Uint8Array(16)).buffer),
      },
    }
    sessionStorage.setItem('push subscription', JSON.stringify(given))
    return asSubscription(given)
  }
}

async function holder(): Promise<Person> {
  const one = await purseOwner(purse, { viewport: phone })
  await one.context.addInitScript(subscribing)
  return one
}

/** Hands the service worker what a push service would hand it. */
async function push(context: BrowserContext, page: Page, data: object): Promise<void> {
  const browser = await context.newCDPSession(page)
  const found = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (ours !== undefined) resolve(ours.registrationId)
    }),
  )
  await browser.send('ServiceWorker.enable')
  const registrationId = await found
  await browser.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId,
    data: JSON.stringify(data),
  })
}

type Shown = { readonly title: string; readonly body: string; readonly lang: string; readonly tag: string }

/** In the worker, what a screen would do: one notice for each tag, the newest. */
const showing = (): void => {
  const worker = globalThis as unknown as {
    shown: Map<string, object>
    registration: { showNotification: (title: string, options: { tag: string }) => Promise<void> }
  }
  worker.shown = new Map()
  worker.registration.showNotification = async (title, options) =>
    void worker.shown.set(options.tag, { title, ...options })
}

const shownBy = async (context: BrowserContext): Promise<Shown[]> => {
  const [worker] = context.serviceWorkers()
  return worker!.evaluate(() =>
    [...(globalThis as unknown as { shown: Map<string, Shown> }).shown.values()].map(
      ({ title, body, lang, tag }) => ({
        title,
        body,
        lang,
        tag,
      }),
    ),
  )
}

/** Taps the notice with this tag. */
async function tap(context: BrowserContext, tag: string): Promise<void> {
  const [worker] = context.serviceWorkers()
  await worker!.evaluate((which) => {
    const { shown, ExtendableEvent: Lasting } = globalThis as unknown as {
      shown: Map<string, object>
      ExtendableEvent: new (name: string) => Event
    }
    const notification = { ...shown.get(which), close: () => void shown.delete(which) }
    globalThis.dispatchEvent(Object.assign(new Lasting('notificationclick'), { notification }))
  }, tag)
}

it.each(['ja', 'en', 'zh-hant'])(
  'notices are started, shown once each, opened, and stopped (%s)',
  async (locale) => {
    const t = wordsFor(locale)
    const said = (name: string, facts = {}) => t(`messages:phone.${name}`, facts)
    const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
    const one = await holder()
    const { page, context } = one
    await page.goto(at('/wallet'))
    await page.getByRole('link', { name: said('title'), exact: true }).click()
    await page.getByText(said('off')).waitFor()
    await look(one)
    await press(one, said('start'))
    await page.getByText(said('started')).waitFor()
    await page.getByText(said('on')).waitFor()
    await page.getByText(said('services.google')).waitFor()
    await look(one)

    await context.serviceWorkers()[0]!.evaluate(showing)
    const notice = {
      title: '700円',
      body: 'かすみ食堂',
      path: at('/wallet/activity'),
      language: locale,
      tag: 'a tag',
    }
    await push(context, page, notice)
    await push(context, page, notice)
    await push(context, page, { ...notice, tag: 'another' })
    const { path: _path, language: lang, ...seen } = notice
    await expect
      .poll(() => shownBy(context))
      .toEqual([
        { ...seen, lang },
        { ...seen, lang, tag: 'another' },
      ])
    await tap(context, 'a tag')
    await page.waitForURL(`**${at('/wallet/activity')}`)

    await page.goto(at('/wallet/notices'))
    await press(one, said('stop'))
    await page.getByText(said('stopped')).waitFor()
    await page.getByText(said('off')).waitFor()
    await page.getByText(said('list_none')).waitFor()
    await look(one)
  },
)

it('a browser that may not show any says how it could, and one of another phone is stopped from here', async () => {
  const t = wordsFor('ja')
  const lost = await holder()
  await lost.page.goto('/wallet/notices')
  await press(lost, t('messages:phone.start'))
  await lost.page.getByText(t('messages:phone.on')).waitFor()

  const found = await hands.somebody({ purse })
  await found.page.goto('/wallet')
  await readied(found)
  await found.page.goto('/wallet/notices')
  await found.page.getByText(t('messages:phone.denied')).waitFor()
  await look(found)
  // By keys while the line breaks: it is sent three times.
  const stop = found.page.getByRole('button', { name: new RegExp(`^${t('messages:phone.remove')} `) })
  await hands.press(found, (await stop.getAttribute('aria-label'))!)
  await found.page.getByText(t('messages:phone.removed')).waitFor()
  await found.page.getByText(t('messages:phone.list_none')).waitFor()
  await lost.page.reload()
  await lost.page.getByText(t('messages:phone.off')).waitFor()
})

it('without scripts the page says what is missing, and without a purse where one is', async () => {
  const t = wordsFor('ja')
  const plain = await purseOwner(purse, { viewport: phone, javaScriptEnabled: false })
  await plain.page.goto('/wallet/notices')
  // What stands in noscript is no text to a locator.
  expect(await plain.page.locator('main').innerText()).toContain(t('messages:phone.needs_script'))
  const nobody = await person({ viewport: phone })
  expect((await nobody.page.goto('/wallet/notices'))?.status()).toBe(200)
  await look(nobody)
})

it('by keys while the line breaks, nothing is started that is not said, and it is started once and stopped once', async () => {
  const t = wordsFor('ja')
  const one = await hands.somebody({ purse })
  await one.context.addInitScript(subscribing)
  const { page } = one
  const noted = async (): Promise<number> => {
    const answer = await one.context.request.get(`${origin}/api/wallets/me/push-addresses`)
    return ((await answer.json()) as { browsers: object[] }).browsers.length
  }
  /** Presses again and again, with the focus on the button that was pressed: the line is cut in both ways, and is there again. */
  const pressThrough = async (words: string) => {
    const press = async () => {
      await page.keyboard.press('Enter')
      await page.locator('[data-phone-notices] button[aria-disabled]').waitFor({ state: 'detached' })
      await standsOn(page, words)
    }
    await tabToCalled(page, called(words))
    line.cut('before')
    await press()
    await shown(one, t('messages:phone.failed'))
    line.cut('after')
    const heard = line.lost()
    await press()
    expect(line.lost()).toBeGreaterThan(heard)
    line.mend()
    await page.keyboard.press('Enter')
  }
  await page.goto('/wallet')
  await readied(one)
  await page.goto('/wallet/notices')
  await page.getByText(t('messages:phone.off')).waitFor()
  await pressThrough(t('messages:phone.start'))
  await shown(one, t('messages:phone.started'))
  expect(await noted()).toBe(1)
  await page.getByText(t('messages:phone.on')).waitFor()
  await pressThrough(t('messages:phone.stop'))
  await shown(one, t('messages:phone.stopped'))
  expect(await noted()).toBe(0)
})

it('a shop’s owner is told on a phone that also shows a purse; each is stopped by itself, and signing in anew goes on', async () => {
  const t = wordsFor('ja')
  const one = await holder()
  const { page } = one
  const { merchantId } = region.ownShop
  const messages = `/shop/messages?shop=${merchantId}`
  const noticesOf = `/api/merchants/${merchantId}/push-addresses`
  await page.goto('/wallet/notices')
  await press(one, t('messages:phone.start'))
  await page.getByText(t('messages:phone.started')).waitFor()

  await signIn(one, 'owner', messages)
  await page.getByText(t('messages:phone.off')).waitFor()
  await look(one)
  await press(one, t('messages:phone.start'))
  await page.getByText(t('messages:shop_phone.started')).waitFor()
  await page.getByText(t('messages:phone.on')).waitFor()
  await look(one)

  // The session ends, as on a phone that was lost; whoever signs in there again need not think of it.
  const noted = async (): Promise<string[]> => {
    const answer = await page.request.get(noticesOf)
    return ((await answer.json()) as { browsers: { id: string }[] }).browsers.map(({ id }) => id)
  }
  const before = await noted()
  expect(before).toHaveLength(1)
  await page.request.delete('/api/session', { headers: { origin } })
  await signIn(one, 'owner', '/shop')
  await expect.poll(noted).toHaveLength(1)
  expect(await noted()).not.toEqual(before)

  await page.goto(messages)
  await page.getByText(t('messages:phone.on')).waitFor()
  // What is stopped from the list stays so, also where its own phone comes by the till.
  await page.getByRole('button', { name: new RegExp(`^${t('messages:phone.remove')} `) }).click()
  await page.getByText(t('messages:phone.removed')).waitFor()
  await page.goto('/shop')
  const kept = () => page.evaluate((path) => localStorage.getItem(`notices ${path}`), noticesOf)
  await expect.poll(kept).toBeNull()
  expect(await noted()).toEqual([])
  // In a language in which shops are not written to, it is told in the nearest one.
  await page.goto(`/easy${messages}`)
  await press(one, t('messages:phone.start'))
  await page.getByText(t('messages:shop_phone.started')).waitFor()
  await page.goto(messages)
  await page.getByText(t('messages:phone.on')).waitFor()
  await press(one, t('messages:phone.stop'))
  await page.getByText(t('messages:phone.stopped')).waitFor()
  expect(await noted()).toEqual([])
  // The purse still has the browser's address.
  await page.goto('/wallet/notices')
  await page.getByText(t('messages:phone.on')).waitFor()
  await press(one, t('messages:phone.stop'))
  await page.getByText(t('messages:phone.stopped')).waitFor()
})
