import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { openHub } from '../../api/open-hub.ts'
import { cookiesOf, type Desk, deskOf } from '../museum/upload-world.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const institution = 'karamushi-museum'
const item = 'bench-sent'
const targetSeconds = 3
/** Between the smallest and the largest that a page of the studio sends. */
const pieceBytes = 1024 * 1024
const lookEveryMs = 50

const draftWith = (image: string): ItemDraft => ({
  ...emptyDraft,
  title: { ja: 'からむし織の道具' },
  summary: { ja: '苧引きのときに使われたものです。' },
  credit: { ja: 'からむし工芸博物館' },
  rights: 'by',
  pictures: [{ id: 'front', image, alternative: { ja: '竹の柄の道具' }, transcription: {} }],
})

/**
 * A photograph as the staff of an institution sends it to the shipped hub: in pieces over HTTP, saved in a draft and published,
 * until anybody has its manifest and the small picture that the manifest names.
 */
export async function photographSent(photograph: string, megapixels: number): Promise<Row> {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  await hub.ledger.openBooks()
  await hub.museum.takeIn()
  await store.close()
  const running = await startHubProcess(place.environment)
  try {
    const reach = (path: string, init: RequestInit) => fetch(`${running.origin}${path}`, init)
    const desk = deskOf(reach, running.origin, await cookiesOf(reach, running.origin, 'karamushi'))
    const file = readFileSync(photograph)
    const started = performance.now()
    const image = await sent(desk, file)
    const imageSeconds = (performance.now() - started) / 1_000
    await published(desk, image)
    await firstSeen(running.origin)
    const seconds = (performance.now() - started) / 1_000
    return {
      what: `a photograph of ${megapixels} megapixels sent over HTTP in ${Math.ceil(file.length / pieceBytes)} pieces and published, to its manifest and small picture`,
      value: `${seconds.toFixed(2)} s, an image after ${imageSeconds.toFixed(2)} s`,
      target: `< ${targetSeconds} s`,
      met: seconds < targetSeconds ? 'yes' : 'no',
    }
  } finally {
    await running.stop()
    await place.remove()
  }
}

/** Sends it piece by piece; the name of the image that became of it. */
async function sent(desk: Desk, file: Uint8Array): Promise<string> {
  const { told } = await desk.announce(file)
  for (let { received } = told; received < file.length;) {
    const answer = await desk.piece(told.id, received, file.subarray(received, received + pieceBytes))
    if (answer.status !== 200) throw new Error(`a piece was refused: ${answer.told.code}`)
    received = answer.told.received
  }
  for (;;) {
    const { state, image, fault } = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told
    if (image !== null) return image
    if (fault !== null) throw new Error(`the photograph was refused: ${state}, ${fault}`)
    await wait(lookEveryMs)
  }
}

async function published(desk: Desk, image: string): Promise<void> {
  const path = `/api/museum/drafts/${item}`
  const saved = await desk.ask('PUT', path, { institution, revision: 0, draft: draftWith(image) })
  if (saved.status !== 200) throw new Error(`the draft was refused: ${saved.told.code}`)
  const done = await desk.ask('POST', `${path}/publication`, { revision: 1 })
  if (done.status !== 200) throw new Error(`it was not published: ${done.told.code}`)
}

/** As somebody does who was told of it and is not signed in. */
async function firstSeen(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/iiif/presentation/${item}/manifest`)
  if (!answer.ok) throw new Error(`there is no manifest: ${answer.status}`)
  const { thumbnail } = (await answer.json()) as { readonly thumbnail: readonly { readonly id: string }[] }
  // The manifest's addresses are those of the public origin; this hub is asked where it is.
  const small = await fetch(`${origin}${new URL(thumbnail[0]!.id).pathname}`)
  await small.arrayBuffer()
  if (!small.ok) throw new Error(`there is no small picture: ${small.status}`)
}
