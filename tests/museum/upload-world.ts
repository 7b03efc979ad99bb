import { createHash } from 'node:crypto'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { newPlace } from '../support/prepared-hub.ts'

export const sumOf = (bytes: Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHash('sha256').update(bytes).digest(encoding)

/** What an answer says, as far as these tests look. */
export type Told = {
  readonly id: string
  readonly state: string
  readonly received: number
  readonly fault: string | null
  readonly image: string | null
  readonly code?: string
  readonly field?: string
  readonly title?: string
  readonly facts?: Record<string, unknown>
}

type Sent = { readonly status: number; readonly told: Told }

/** Where requests go: a hub in this process, or one in a process of its own. */
type Reach = (path: string, init: RequestInit) => Promise<Response>

/** A browser at a desk: signed in, saying where it is. */
export function deskOf(reach: Reach, origin: string, cookie: string) {
  const ask = async (method: string, path: string, body?: unknown): Promise<Sent> => {
    const answer = await reach(path, {
      method,
      headers: { origin, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return {
      status: answer.status,
      told: answer.status === 204 ? ({} as Told) : ((await answer.json()) as Told),
    }
  }
  const raw = async (path: string, headers: Record<string, string>, bytes: Uint8Array): Promise<Sent> => {
    const answer = await reach(path, {
      method: 'PATCH',
      headers: { origin, cookie, 'content-type': 'application/offset+octet-stream', ...headers },
      body: bytes as Uint8Array<ArrayBuffer>,
    })
    return { status: answer.status, told: (await answer.json()) as Told }
  }
  return {
    ask,
    fetch: (path: string, headers: Record<string, string> = {}) =>
      reach(path, { headers: { ...headers, cookie } }),
    announce: (file: Uint8Array, over: Record<string, unknown> = {}) =>
      ask('POST', '/api/museum/uploads', {
        institution: 'karamushi-museum',
        name: 'photo.jpg',
        bytes: file.length,
        sha256: sumOf(file),
        ...over,
      }),
    raw,
    piece: (id: string, offset: number, bytes: Uint8Array, told?: string): Promise<Sent> =>
      raw(
        `/api/museum/uploads/${id}`,
        {
          'upload-offset': String(offset),
          ...(told === undefined ? {} : { 'upload-checksum': `sha256 ${told}` }),
        },
        bytes,
      ),
  }
}

export type Desk = ReturnType<typeof deskOf>

/** All items of an institution, page after page. */
export async function allItems<Item>(desk: Desk, institution: string): Promise<readonly Item[]> {
  const all: Item[] = []
  for (let after: string | null = ''; after !== null;) {
    const asked = `/api/museum/studio/items?institution=${institution}&limit=200&after=${after}`
    const page = (await desk.ask('GET', asked)).told as unknown as { items: Item[]; next: string | null }
    all.push(...page.items)
    after = page.next
  }
  return all
}

/** The cookies of somebody who signs in. */
export async function cookiesOf(reach: Reach, origin: string, who: string): Promise<string> {
  const answer = await reach('/api/session', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${who}@demonstration.example`, password: demonstrationPassword }),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** A hub in this process with the demonstration's staff, on a place of its own, with these settings besides. */
export async function openDesks(settings: Record<string, string> = {}) {
  const place = await newPlace('sqlite', '')
  const opened = await openHub({ ...place.environment, ...settings }, 'demonstration')
  const { hub } = opened
  await hub.museum.takeIn()
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  const origin = 'http://localhost'
  const reach: Reach = async (path, init) => hub.app.fetch(new Request(`${origin}${path}`, init), {})
  return {
    ...opened,
    folder: place.environment['DATA_DIR']!,
    reach,
    desk: async (who: string) => deskOf(reach, origin, await cookiesOf(reach, origin, who)),
    close: async () => {
      await opened.store.close()
      await place.remove()
    },
  }
}
