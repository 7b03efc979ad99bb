import {
  type PathLike,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import disk from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import { workFolder } from '../museum/drawn-image.ts'

/** What a disk is asked for, in its order; and whether the place is on another disk than the file. */
const seen: string[] = []
let isOtherDisk = false
/** Lets copies go on when so many are made. */
let meeting: { readonly copies: number; made: number; readonly all: PromiseWithResolvers<void> } | undefined

const real = { ...disk }
Object.assign(disk, {
  open: async (path: PathLike, flags?: string) => {
    const file = await real.open(path, flags)
    for (const name of ['sync', 'datasync'] as const) {
      const sync = file[name].bind(file)
      file[name] = async () => {
        seen.push(`sync ${String(path)}`)
        await sync()
      }
    }
    return file
  },
  rename: async (from: PathLike, to: PathLike) => {
    if (isOtherDisk && !String(from).endsWith('.unfinished'))
      throw Object.assign(new Error('EXDEV: cross-device link'), { code: 'EXDEV' })
    seen.push(`rename ${String(to)}`)
    await real.rename(from, to)
  },
  copyFile: async (from: PathLike, to: PathLike) => {
    await real.copyFile(from, to)
    if (meeting === undefined) return
    meeting.made += 1
    if (meeting.made === meeting.copies) meeting.all.resolve()
    await meeting.all.promise
  },
})
// What was imported by name before is the new one, too.
syncBuiltinESMExports()
afterAll(() => {
  Object.assign(disk, real)
  syncBuiltinESMExports()
})

const folder = workFolder()
let place: string
beforeEach(() => {
  seen.length = 0
  isOtherDisk = false
  meeting = undefined
  place = mkdtempSync(join(folder, 'kept-'))
})
const finished = (name: string, bytes = name): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('a file is on the disk, then has its name there, then so have the folders that it is in', async () => {
  const path = finished('one')
  await folderStorage(place).put('set/master', path)
  const set = join(place, 'set')
  expect(seen).toEqual([`sync ${path}`, `rename ${set}/master`, `sync ${set}`, `sync ${place}`])
  // The folder has its name already.
  seen.length = 0
  await folderStorage(place).put('set/pyramid.tif', finished('two'))
  expect(seen.slice(1)).toEqual([`rename ${set}/pyramid.tif`, `sync ${set}`])
})

test('two that are put at once from another disk are one of the two, and leave nothing beside it', async () => {
  isOtherDisk = true
  meeting = { copies: 2, made: 0, all: Promise.withResolvers() }
  const storage = folderStorage(place)
  await Promise.all(['short', 'a much longer one'].map((text) => storage.put('set/master', finished(text))))
  expect(['short', 'a much longer one']).toContain(readFileSync(join(place, 'set', 'master'), 'utf8'))
  expect(readdirSync(join(place, 'set'))).toEqual(['master'])
})

test('halves that a killed process left are cleared away; those that are being written stay, as all that is whole', async () => {
  const [then, now] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-01T02:00:00Z')]
  const hour = Date.parse('2026-11-01T01:00:00Z')
  const lay = (key: string, at: Date): void => {
    mkdirSync(dirname(join(place, key)), { recursive: true })
    writeFileSync(join(place, key), key)
    utimesSync(join(place, key), at, at)
  }
  for (const key of ['set/master', 'set/pyramid.tif', 'sounds/song', 'sounds/half.unfinished-not']) lay(key, then)
  for (const key of ['set/master.1.unfinished', 'lost/master.2.unfinished', 'sounds/song.3.unfinished', 'top.4.unfinished'])
    lay(key, then)
  lay('set/pyramid.tif.5.unfinished', now)
  lay('begun/master.6.unfinished', now)
  await folderStorage(place).clearHalves(hour)
  const left = readdirSync(place, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  expect(new Set(left.map(({ name }) => name))).toEqual(
    new Set(['master', 'pyramid.tif', 'song', 'half.unfinished-not', 'pyramid.tif.5.unfinished', 'master.6.unfinished']),
  )
  // A folder that a half was alone in is no trace of anything.
  expect(readdirSync(place).toSorted()).toEqual(['begun', 'set', 'sounds'])
  await folderStorage(join(place, 'nowhere')).clearHalves(hour)
}) // prettier-ignore

test('of a folder that is not there no file is called missing', async () => {
  await expect(folderStorage(join(place, 'unmounted')).open('set/master')).rejects.toThrow(
    'unmounted is not there',
  )
  expect(await folderStorage(place).open('set/master')).toBe(undefined)
})

test('what could not be brought from another disk leaves nothing', async () => {
  isOtherDisk = true
  const storage = folderStorage(place)
  // A folder stands where the file would.
  mkdirSync(join(place, 'set', 'master', 'x'), { recursive: true })
  await expect(storage.put('set/master', finished('three'))).rejects.toThrow('EISDIR')
  expect(readdirSync(join(place, 'set'))).toEqual(['master'])
})
