import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Images } from './image-service.ts'
import type { Sounds } from './sound-service.ts'
import type { ReceivedFiles, UploadRecords } from './upload-ports.ts'
import {
  givenUpAfterMs,
  imageOf,
  type Piece,
  refuseStart,
  takePiece,
  type Upload,
  type UploadFault,
  type UploadRefusal,
} from './upload.ts'

export type UploadServiceParts = {
  readonly records: UploadRecords
  readonly files: ReceivedFiles
  readonly images: Images
  readonly sounds: Sounds
  readonly clock: Clock
  readonly ids: Ids
}

/** A file that somebody wants to send. */
export type NewUpload = Pick<Upload, 'institution' | 'name' | 'bytes' | 'sha256' | 'keepsLocation' | 'by'>

/** An upload with as much of it as is here. */
export type UploadSoFar = Upload & { readonly received: number }

/** What could not be finished, as the storage or a disk did not take it, is tried again after this: making it anew is work. */
const againAfterMs = 30_000

/** Files that are sent to the museum in pieces, and become images or sounds by what their bytes are. */
export function uploadService({ records, files, images, sounds, clock, ids }: UploadServiceParts) {
  /** When files whose turn failed have their next one. */
  const notBefore = new Map<string, number>()

  const soFar = async (upload: Upload): Promise<UploadSoFar> => ({
    ...upload,
    received: upload.state === 'receiving' ? await files.received(upload.id) : upload.bytes,
  })

  const change = async (upload: Upload, next: Partial<Upload>): Promise<Upload> => {
    const { fault: _fault, image: _image, ...same } = upload
    const changed = { ...same, ...next, changedAt: clock.now() }
    await records.change(changed)
    return changed
  }

  /** A process may have ended between the last piece and the word that it was the last one. */
  const asItIs = async (upload: Upload): Promise<Upload> =>
    upload.state === 'receiving' && (await files.received(upload.id)) === upload.bytes
      ? change(upload, { state: 'checking' })
      : upload

  /** Something was made of the file before, and is here still. */
  const isMade = async (id: string): Promise<boolean> =>
    (await images.findAny(id)) !== undefined ||
    ((await sounds.find(id)) !== undefined && !(await sounds.isLost(id)))

  /** A sound whose file was lost is sent as if it had been refused: from its first byte. */
  const asKept = async (upload: Upload): Promise<Upload> =>
    upload.image !== undefined && (await sounds.isLost(upload.image))
      ? { ...upload, state: 'refused' }
      : upload

  /** A file that was sent before goes on, or is there; one that was refused may be tried again. */
  async function again(known: Upload, { keepsLocation }: NewUpload): Promise<UploadSoFar> {
    if (known.state === 'refused') await files.forget(known.id)
    const isOpen = known.state === 'refused' || known.state === 'receiving'
    return soFar(isOpen ? await asItIs(await change(known, { state: 'receiving', keepsLocation })) : known)
  }

  async function start(wanted: NewUpload): Promise<Result<UploadSoFar, UploadRefusal>> {
    const before = await records.ofFile(wanted.institution, wanted.sha256)
    const known = before && (await asKept(before))
    const isSame = known !== undefined && known.bytes === wanted.bytes
    if (isSame && known.state !== 'refused') return ok(await again(known, wanted))
    const underWay = (await records.underWay(wanted.institution)).length
    const refusal = refuseStart({ bytes: wanted.bytes, underWay, freeBytes: await files.freeBytes() })
    if (refusal !== undefined) return refuse(refusal)
    if (known !== undefined) return ok(await again({ ...known, bytes: wanted.bytes }, wanted))
    const now = clock.now()
    const upload: Upload = {
      ...wanted,
      id: ids.next(),
      state: 'receiving',
      startedAt: now,
      changedAt: now,
    }
    if ((await records.add(upload)) === 'added') return ok({ ...upload, received: 0 })
    // Somebody else began with the same file at the same moment: it is one file.
    return ok(await again((await records.ofFile(wanted.institution, wanted.sha256))!, wanted))
  }

  async function piece(
    known: Upload,
    told: Piece,
    bytes: Uint8Array,
  ): Promise<Result<UploadSoFar, UploadRefusal>> {
    const upload = await asItIs(known)
    const received = await files.received(upload.id)
    const taken = takePiece(upload, received, told)
    if (!taken.ok) return taken
    if ((await files.append(upload.id, received, bytes)) === 'disk_full')
      return refuse({ code: 'upload_disk_full' })
    // Another page may have sent the rest meanwhile: what is here whole is never called unfinished again.
    const isWhole = taken.value.isLast || (await files.received(upload.id)) === upload.bytes
    return ok(await soFar(await change(upload, { state: isWhole ? 'checking' : 'receiving' })))
  }

  const refused = async (upload: Upload, fault: UploadFault): Promise<void> => {
    await change(upload, { state: 'refused', fault })
    await files.forget(upload.id)
  }

  /** Makes of a file what it is by its bytes; answers why it is neither an image nor a sound. */
  async function made(upload: Upload, id: string): Promise<UploadFault | undefined> {
    const path = files.pathOf(upload.id)
    if (await sounds.isSound(path)) {
      const { institution, sha256 } = upload
      const kept = await sounds.add({ path, id, institution, sha256 })
      return kept.ok ? undefined : kept.error
    }
    const added = await images.add({
      path,
      id,
      showing: 'zoomed',
      isShown: false,
      keepsLocation: upload.keepsLocation,
      making: async () => void (await change(upload, { state: 'making' })),
    })
    return added.ok || added.error === 'identifier_taken' ? undefined : added.error
  }

  /** Finishes a file that is here. Begun again after a process ended in the middle, it comes to the same. */
  async function finish(upload: Upload): Promise<void> {
    const id = imageOf(upload)
    if (!(await isMade(id))) {
      const sum = await files.sum(upload.id)
      if (sum !== upload.sha256) return refused(upload, 'sum_wrong')
      const fault = await made(upload, id)
      if (fault !== undefined) return refused(upload, fault)
    }
    await change(upload, { state: 'ready', image: id })
    await files.forget(upload.id)
  }

  /** What nobody knows may be known again tomorrow, where the database was brought back from a copy or is another one. */
  const isGivenUp = async (id: string, now: number): Promise<boolean> =>
    ((await files.changedAt(id)) ?? now) < now - givenUpAfterMs

  return {
    /** What files became that are heard. */
    sounds,
    /** Begins with a file, or goes on with it: the same file of an institution is one upload, whoever sends it. */
    start,

    find: async (id: string): Promise<Result<UploadSoFar, UploadRefusal>> => {
      const upload = await records.find(id)
      return upload === undefined
        ? refuse({ code: 'upload_unknown', identifier: id })
        : ok(await soFar(upload))
    },

    /** Takes the next piece. One that was written and whose answer was lost is refused with where to go on. */
    piece,

    /** Gives a file up that is not complete. */
    giveUp: async (upload: Upload): Promise<Result<undefined, UploadRefusal>> => {
      if (upload.state !== 'receiving') return refuse({ code: 'upload_closed', state: upload.state })
      await records.forget(upload.id)
      await files.forget(upload.id)
      return ok(undefined)
    },

    /** What is under way for an institution. */
    underWay: async (institution: string): Promise<readonly UploadSoFar[]> =>
      Promise.all((await records.underWay(institution)).map(soFar)),

    /** A turn of the job: makes images of what is complete, one after another. Where a disk is full or the storage is away, it is tried again a while later. */
    turn: async (): Promise<void> => {
      const faults: unknown[] = []
      for (const upload of await records.complete()) {
        if ((notBefore.get(upload.id) ?? 0) > clock.now()) continue
        notBefore.delete(upload.id)
        await finish(upload).catch((error) => {
          notBefore.set(upload.id, clock.now() + againAfterMs)
          faults.push(error)
        })
      }
      // The others had their turn all the same.
      if (faults.length > 0) throw faults[0]
    },

    /** Clears away what nobody sends any more, and what a process left that ended in the middle. */
    clearAway: async (): Promise<void> => {
      const now = clock.now()
      for (const upload of await records.receivingSince(now - givenUpAfterMs)) {
        await records.forget(upload.id)
        await files.forget(upload.id)
      }
      for (const id of await files.list()) {
        const state = (await records.find(id))?.state
        const isDone = state === 'ready' || state === 'refused'
        if (isDone || (state === undefined && (await isGivenUp(id, now)))) await files.forget(id)
      }
      await images.clearAway()
    },
  }
}

export type Uploads = ReturnType<typeof uploadService>
