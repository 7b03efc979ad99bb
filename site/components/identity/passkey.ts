/** Passkeys in the reader's browser: begins at the API, lets the browser ask the reader, hands the answer back. */
import { oneAtATime } from '../one-at-a-time.ts'

type Begun = { readonly options: never }

/** Browsers that read and print a passkey's dialogue as JSON; the others keep to the password. */
const canDo = (): boolean =>
  'PublicKeyCredential' in window &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential

const post = (path: string, body?: unknown, key?: string): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    headers: {
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      'accept-language': document.documentElement.dataset['locale'] ?? document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** The sentence of a refused answer; nothing when it has none. */
async function titleOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined)
  return typeof body === 'object' && body !== null && 'title' in body ? String(body.title) : ''
}

type Way = { readonly begin: string; readonly finish: string; readonly makes: boolean }

const ways: Readonly<Record<string, Way>> = {
  'sign-in': { begin: '/api/session/passkey/options', finish: '/api/session/passkey', makes: false },
  add: { begin: '/api/passkeys/options', finish: '/api/passkeys', makes: true },
  'wallet-add': { begin: '/api/wallets/me/passkey/options', finish: '/api/wallets/me/passkey', makes: true },
  'wallet-recover': {
    begin: '/api/session/passkey/options',
    finish: '/api/wallets/recover/passkey',
    makes: false,
  },
}

/** What went wrong, for the reader; an empty text is "it did not finish". */
class Stopped extends Error {}

/** Under which a wallet is brought once: kept until the hub has said that it was, or that it will not be. */
let key: string = crypto.randomUUID()

async function run(way: Way): Promise<void> {
  const begun = await post(way.begin)
  if (!begun.ok) throw new Stopped(await titleOf(begun))
  const { options } = (await begun.json()) as Begun
  const credential = way.makes
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  if (!(credential instanceof PublicKeyCredential)) throw new Stopped('')
  const finished = await post(way.finish, { response: credential.toJSON() }, key)
  if (finished.status < 500 && finished.status !== 429) key = crypto.randomUUID()
  if (!finished.ok) throw new Stopped(await titleOf(finished))
}

/**
 * Gives life to `<div data-passkey="sign-in" data-next="/account" data-stopped="…" hidden>` with a button and an
 * element of role status inside: shown only where the browser can, followed by the next page when it worked.
 */
export function enliven(box: HTMLElement): void {
  const way = ways[box.dataset['passkey'] ?? '']
  const button = box.querySelector('button')
  const status = box.querySelector('[role=status]')
  if (way === undefined || button === null || status === null || !canDo()) return
  box.hidden = false
  const press = oneAtATime(button)
  const go = async (): Promise<unknown> => {
    status.textContent = ''
    try {
      await run(way)
      location.assign(box.dataset['next'] ?? location.pathname)
      return 'left'
    } catch (error) {
      const told = error instanceof Stopped ? error.message : ''
      status.textContent = told === '' ? (box.dataset['stopped'] ?? '') : told
      return undefined
    }
  }
  button.addEventListener('click', () => void press(go))
}

for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) enliven(box)
