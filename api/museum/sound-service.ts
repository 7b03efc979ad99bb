import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type FileStorage, soundKey, type Workroom } from './file-storage.ts'
import { type Sound, type SoundFault, type SoundRecords, soundBytesMost } from './sound.ts'
import { isSoundBegun, soundIn } from './sound-file.ts'

export type SoundServiceParts = {
  readonly records: SoundRecords
  readonly storage: FileStorage
  readonly workroom: Workroom
  readonly clock: Clock
}

/** A file that is here whole, and what it will be called. */
export type NewSound = Pick<Sound, 'id' | 'institution' | 'sha256'> & { readonly path: string }

/** What is read to see whether a file is a sound at all. */
const beginBytes = 4_096

/** Sounds of institutions: taken in once, kept as they came. */
export function soundService({ records, storage, workroom, clock }: SoundServiceParts) {
  /** Bytes from one place to another, both included; undefined where the file is lost: a backup without its folder. */
  async function read(id: string, from: number, to: number): Promise<Uint8Array | undefined> {
    const file = await storage.open(soundKey(id))
    if (file === undefined) return undefined
    try {
      const bytes = new Uint8Array(to - from + 1)
      return bytes.subarray(0, await file.read(from, bytes))
    } finally {
      await file.close()
    }
  }

  async function isLost(id: string): Promise<boolean> {
    if ((await records.find(id)) === undefined) return false
    const file = await storage.open(soundKey(id))
    await file?.close()
    return file === undefined
  }

  /** What is kept is a copy: where this breaks off the file that came is still there to begin again with. */
  async function keep(id: string, path: string): Promise<void> {
    const { copy, done } = await workroom.workOn(path)
    try {
      await storage.put(soundKey(id), copy)
    } finally {
      await done()
    }
  }

  return {
    find: records.find,
    read: ({ id }: Sound, from: number, to: number) => read(id, from, to),
    /** Whether a sound is written down whose file is gone: a backup came back without its folder. */
    isLost,
    /** Whether a file begins as a sound does, whatever it is called. */
    isSound: async (path: string): Promise<boolean> => isSoundBegun(await workroom.beginOf(path, beginBytes)),

    /** Takes a file in: what it is and how long it plays is read from its bytes. Begun again, it comes to the same. */
    add: async ({ path, ...named }: NewSound): Promise<Result<Sound, SoundFault>> => {
      const bytes = await workroom.sizeOf(path)
      if (bytes > soundBytesMost) return refuse('sound_too_large')
      const kind = soundIn(await workroom.beginOf(path, bytes))
      if (kind === undefined) return refuse('sound_damaged')
      const sound = { ...named, ...kind, bytes, addedAt: clock.now() }
      // The file first: what is written down can be heard.
      await keep(sound.id, path)
      await records.add(sound)
      return ok(sound)
    },
  }
}

export type Sounds = ReturnType<typeof soundService>
