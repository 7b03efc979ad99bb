import type { FileHandle } from 'node:fs/promises'

/** What the system calls a failure: `ENOENT` …, empty where it was none of its own. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Fills `into` from a place of a file on; answers how many bytes there were. */
export async function readInto(file: FileHandle, from: number, into: Uint8Array): Promise<number> {
  let read = 0
  while (read < into.length) {
    const { bytesRead } = await file.read(into, read, into.length - read, from + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return read
}
