import { expect, test, vi } from 'vitest'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { allItems, cookiesOf, deskOf, type Desk } from '../museum/upload-world.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'

type Told = {
  readonly id: string
  readonly state: string
  readonly doneCount: number
  readonly columns: string[]
}
type Item = { readonly revision: number; readonly draft: { readonly title: Record<string, string> } }

const institution = 'karamushi-museum'

const rowCount = 6_000

async function deskAt(hub: HubProcess): Promise<{ desk: Desk; cookie: string }> {
  const reach = (path: string, init: RequestInit) => fetch(`${hub.origin}${path}`, init)
  const cookie = await cookiesOf(reach, hub.origin, 'karamushi')
  return { desk: deskOf(reach, hub.origin, cookie), cookie }
}

test('a hub that is killed in the middle of an import goes on with it, and does no row twice', { timeout: 240_000 }, async () => {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  await hub.ledger.openBooks()
  await store.close()

  let running = await startHubProcess(place.environment)
  let { desk, cookie } = await deskAt(running)
  const rows = Array.from({ length: rowCount }, (_, n) => `N-${n},台帳の品 ${n}`).join('\n')
  const brought = await fetch(`${running.origin}/api/museum/imports?institution=${institution}&name=a.csv`, {
    method: 'POST',
    headers: { origin: running.origin, cookie, 'content-type': 'text/csv' },
    body: `番号,名称\n${rows}\n`,
  })
  const { id, columns } = (await brought.json()) as Told
  const how = async (): Promise<Told> => (await desk.ask('GET', `/api/museum/imports/${id}`)).told as unknown as Told
  await desk.ask('POST', `/api/museum/imports/${id}/mapping`, { columns })
  await desk.ask('POST', `/api/museum/imports/${id}/run`, { overwrites: false })

  // Twice it is killed, each time somewhere in the rest.
  let before = 0
  for (const killed of [1, 2]) {
    const { doneCount, state } = await vi.waitFor(async () => {
      const told = await how()
      expect(told.doneCount).toBeGreaterThan(before)
      return told
    }, { timeout: 60_000, interval: 10 })
    await running.kill()
    if (killed === 1) expect([state, doneCount < rowCount]).toEqual(['running', true])
    before = doneCount
    running = await startHubProcess(place.environment)
    ;({ desk, cookie } = await deskAt(running))
  }
  await vi.waitFor(async () => expect((await how()).state).toBe('done'), { timeout: 180_000, interval: 200 })
  const told = (await desk.ask('GET', `/api/museum/imports/${id}/rows`)).told as unknown as { counts: Record<string, number> }
  expect(told.counts).toEqual({ added: rowCount, changed: 0, unchanged: 0, refused: 0, kept: 0 })
  const made = (await allItems<Item>(desk, institution)).filter(({ draft }) => draft.title['ja']?.startsWith('台帳の品 '))
  expect([made.length, new Set(made.map(({ draft }) => draft.title['ja'])).size, made.every(({ revision }) => revision === 1)]).toEqual([rowCount, rowCount, true])
  await running.stop()
  await place.remove()
}) // prettier-ignore
