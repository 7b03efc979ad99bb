/** A file that was opened: one state of it, however long it is read. */
export type OpenFile = {
  readonly bytes: number
  /** Fills `into` with what stands from this place on; answers how many bytes there were, fewer only at the end. */
  readonly read: (from: number, into: Uint8Array) => Promise<number>
  readonly close: () => Promise<void>
}

/**
 * Where files stand for good, by keys such as `<set>/master`: a folder of this machine, or object storage. Nobody has a path
 * to what stands there. It is put there whole or not at all, and what stands under a key is not changed afterwards.
 */
export type FileStorage = {
  /** Takes a finished file of this machine, which may be gone from where it lay. */
  readonly put: (key: string, path: string) => Promise<void>
  /** Undefined where nothing stands under the key. */
  readonly open: (key: string) => Promise<OpenFile | undefined>
  /** Keys that begin so, in no order; a beginning ends with a slash. */
  readonly list: (prefix: string) => AsyncIterable<string>
  /** What is not there is removed already. */
  readonly remove: (key: string) => Promise<void>
  /** Clears away halves that nobody wrote to since: their process ended while it put them there. */
  readonly clearHalves: (before: number) => Promise<void>
}

/** Room for what is being made of somebody's file, on this machine's disk. */
export type Work = {
  /** A copy of the file: it may be changed. */
  readonly copy: string
  /** Where something may be made of it. */
  readonly made: string
  /** Clears both away. */
  readonly done: () => Promise<void>
}

/** The disk beside the storage: a file is looked at, changed and made into another one where programs have paths. */
export type Workroom = {
  readonly workOn: (path: string) => Promise<Work>
  /** Clears away what was being made where nothing changed since: its process ended in the middle. */
  readonly clearAway: (before: number) => Promise<void>
  readonly sizeOf: (path: string) => Promise<number>
  /** The first bytes of a file of this machine. */
  readonly beginOf: (path: string, bytes: number) => Promise<Uint8Array>
}

/** Keys of the files of an image: the master as it came in, and the pyramid that is made of it. */
export const imageKeys = (set: string) => ({
  all: `${set}/`,
  master: `${set}/master`,
  pyramid: `${set}/pyramid.tif`,
})

/** The key of a sound. */
export const soundKey = (id: string): string => `sounds/${id}`
