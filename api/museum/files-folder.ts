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

/** Writes all of the bytes at a place: a disk that is nearly full takes a part of them first, and says so the next time. */
export async function writeAllAt(file: FileHandle, at: number, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written)
    written += bytesWritten
  }
}
