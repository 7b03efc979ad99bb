import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { cookiesOf, deskOf, type Desk } from '../museum/upload-world.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'

/** Noise does not pack: a file of several pieces, whose pyramid takes a while. */
const largePhotograph = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 4_000,
      height: 3_000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()

const pieceBytes = 4 * 1024 * 1024

async function deskAt(hub: HubProcess): Promise<Desk> {
  const reach = (path: string, init: RequestInit) => fetch(`${hub.origin}${path}`, init)
  return deskOf(reach, hub.origin, await cookiesOf(reach, hub.origin, 'karamushi'))
}

test('a hub that is killed while it takes a file in and makes an image of it goes on, and publishes no half', { timeout: 120_000 }, async () => {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  await hub.ledger.openBooks()
  await store.close()
  const file = await largePhotograph()
  const folder = join(place.environment['DATA_DIR']!, 'images')
  const sets = (): string[] => readdirSync(folder).filter((name) => !/^(received|drawn|work-)/.test(name))

  let running = await startHubProcess(place.environment)
  let desk = await deskAt(running)
  const { told } = await desk.announce(file)
  expect((await desk.piece(told.id, 0, file.subarray(0, pieceBytes))).told.received).toBe(pieceBytes)
  // The next piece is on its way when the hub ends: it may be there whole, in part, or not at all.
  const cut = desk.piece(told.id, pieceBytes, file.subarray(pieceBytes, 2 * pieceBytes)).catch(() => undefined)
  await running.kill()
  await cut

  running = await startHubProcess(place.environment)
  desk = await deskAt(running)
  let { received } = (await desk.announce(file)).told
  expect(received).toBeGreaterThanOrEqual(pieceBytes)
  while (received < file.length)
    received = (await desk.piece(told.id, received, file.subarray(received, received + pieceBytes))).told.received
  // All is here, and an image is being made of it.
  await vi.waitFor(async () => {
    const { state } = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told
    expect(['making', 'ready']).toContain(state)
  }, { timeout: 30_000, interval: 5 })
  const { state } = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told
  await running.kill()
  // The drawings of the hub itself are taken in beside it.
  if (state === 'making') expect(readdirSync(folder).filter((name) => name.startsWith('work-')).length).toBeGreaterThan(0)

  running = await startHubProcess(place.environment)
  desk = await deskAt(running)
  const done = await vi.waitFor(async () => {
    const one = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told
    expect(one.state).toBe('ready')
    return one
  }, { timeout: 60_000, interval: 200 })
  expect(readdirSync(join(folder, 'received'))).toEqual([])
  expect((await fetch(`${running.origin}/iiif/3/${done.image}/info.json`)).status).toBe(404)
  // A drawing of the hub's own may be on its way still.
  await vi.waitFor(() => {
    for (const set of sets()) expect(readdirSync(join(folder, set)).toSorted()).toEqual(['master', 'pyramid.tif'])
  }, { timeout: 30_000, interval: 200 })
  await running.stop()
  await place.remove()
}) // prettier-ignore
