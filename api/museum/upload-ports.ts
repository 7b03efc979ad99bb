import type { Upload } from './upload.ts'

/** What is known of files on their way. */
export type UploadRecords = {
  readonly find: (id: string) => Promise<Upload | undefined>
  readonly ofFile: (institution: string, sha256: string) => Promise<Upload | undefined>
  /** `known`: that file of that institution is there already. */
  readonly add: (upload: Upload) => Promise<'added' | 'known'>
  readonly change: (upload: Upload) => Promise<void>
  readonly forget: (id: string) => Promise<void>
  /** Of an institution, neither ready nor refused. */
  readonly underWay: (institution: string) => Promise<readonly Upload[]>
  /** All that are here whole and are no image yet, the first one first. */
  readonly complete: () => Promise<readonly Upload[]>
  /** Those of which nothing came since. */
  readonly receivingSince: (before: number) => Promise<readonly Upload[]>
}

/** Where pieces are put together. How much is here is what the disk says: a process may end in the middle of a piece. */
export type ReceivedFiles = {
  readonly received: (id: string) => Promise<number>
  readonly append: (id: string, offset: number, bytes: Uint8Array) => Promise<'written' | 'disk_full'>
  readonly pathOf: (id: string) => string
  /** SHA-256 in hexadecimal; undefined where nothing is here. */
  readonly sum: (id: string) => Promise<string | undefined>
  readonly forget: (id: string) => Promise<void>
  readonly list: () => Promise<readonly string[]>
  /** When bytes of it came last; undefined where nothing is here. */
  readonly changedAt: (id: string) => Promise<number | undefined>
  readonly freeBytes: () => Promise<number>
}
