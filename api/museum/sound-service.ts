import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type Sound, type SoundFault, type SoundFiles, type SoundRecords, soundBytesMost } from './sound.ts'
import { isSoundBegun, soundIn } from './sound-file.ts'

export type SoundServiceParts = {
  readonly records: SoundRecords
  readonly files: SoundFiles
  readonly clock: Clock
}

/** A file that is here whole, and what it will be called. */
export type NewSound = Pick<Sound, 'id' | 'institution' | 'sha256'> & { readonly path: string }

/** What is read to see whether a file is a sound at all. */
const beginBytes = 4_096

/** Sounds of institutions: taken in once, kept as they came. */
export function soundService({ records, files, clock }: SoundServiceParts) {
  return {
    find: records.find,
    /** Bytes of a sound, both ends included; undefined where its file is lost. */
    read: ({ id }: Sound, from: number, to: number) => files.read(id, from, to),
    /** Whether a sound is written down whose file is gone: a backup came back without its folder. */
    isLost: async (id: string): Promise<boolean> =>
      (await records.find(id)) !== undefined && (await files.read(id, 0, 0)) === undefined,
    /** Whether a file begins as a sound does, whatever it is called. */
    isSound: async (path: string): Promise<boolean> => isSoundBegun(await files.begin(path, beginBytes)),

    /** Takes a file in: what it is and how long it plays is read from its bytes. Begun again, it comes to the same. */
    add: async ({ path, ...named }: NewSound): Promise<Result<Sound, SoundFault>> => {
      const bytes = await files.sizeOf(path)
      if (bytes > soundBytesMost) return refuse('sound_too_large')
      const kind = soundIn(await files.begin(path, bytes))
      if (kind === undefined) return refuse('sound_damaged')
      const sound = { ...named, ...kind, bytes, addedAt: clock.now() }
      // The file first: what is written down can be heard.
      await files.keep(sound.id, path)
      await records.add(sound)
      return ok(sound)
    },
  }
}

export type Sounds = ReturnType<typeof soundService>
