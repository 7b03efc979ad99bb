import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FileStorage } from '../../api/museum/file-storage.ts'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import { bucketStorage } from '../../api/museum/file-storage-s3.ts'
import { StorageUnavailable } from '../../api/platform/storage-unavailable.ts'
import { workFolder } from '../museum/drawn-image.ts'
import { type ObjectStorage, signatureOf, startObjectStorage } from '../museum/object-storage.ts'

const folder = workFolder()
let bucket: ObjectStorage
beforeAll(async () => {
  bucket = await startObjectStorage()
})
afterAll(() => bucket.stop())
beforeEach(() => {
  bucket.well()
  bucket.asked.length = 0
})

let files = 0
/** A finished file, as work leaves it. */
function finished(bytes: Uint8Array | string): string {
  const path = join(folder, `finished-${files++}`)
  writeFileSync(path, bytes)
  return path
}

/** More than one piece of a stream, no two places alike. */
const large = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `${i}`).join(''))

async function all(storage: FileStorage, key: string): Promise<Buffer | undefined> {
  const file = await storage.open(key)
  if (file === undefined) return undefined
  const bytes = Buffer.alloc(file.bytes)
  expect(await file.read(0, bytes)).toBe(file.bytes)
  await file.close()
  return bytes
}

async function listed(storage: FileStorage, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of storage.list(prefix)) keys.push(key)
  return keys.toSorted()
}

describe.each<[string, () => FileStorage]>([
  ['a folder', () => folderStorage(mkdtempSync(join(folder, 'kept-')))],
  ['a bucket', () => bucketStorage(bucket)],
])('files in %s', (_, open) => {
  let storage: FileStorage
  beforeEach(() => {
    bucket.kept.clear()
    storage = open()
  })

  test('are there as they were put, and nowhere before', async () => {
    expect(await all(storage, 'a/master')).toBeUndefined()
    await storage.put('a/master', finished(large))
    await storage.put('a/empty', finished(''))
    expect((await all(storage, 'a/master'))?.equals(large)).toBe(true)
    expect(await all(storage, 'a/empty')).toHaveLength(0)
  })

  test('are read at any place, fewer bytes only at the end', async () => {
    await storage.put('a/master', finished('0123456789'))
    const file = (await storage.open('a/master'))!
    const read = async (from: number, length: number): Promise<string> => {
      const into = Buffer.alloc(length, '-')
      const count = await file.read(from, into)
      return `${count} ${into.toString()}`
    }
    expect(file.bytes).toBe(10)
    expect(
      await Promise.all([read(0, 3), read(4, 1), read(8, 4), read(10, 2), read(99, 2), read(3, 0)]),
    ).toEqual(['3 012', '1 4', '2 89--', '0 --', '0 --', '0 '])
    await file.close()
  })

  test('are listed below a beginning, all of them, and only what lies there', async () => {
    const names = ['master', 'pyramid.tif', 'c', 'd', 'e']
    for (const name of names) await storage.put(`set/${name}`, finished(name))
    await storage.put('set-2/master', finished('another'))
    expect(await listed(storage, 'set/')).toEqual(names.map((name) => `set/${name}`).toSorted())
    expect(await listed(storage, 'nothing/')).toEqual([])
  })

  test('are removed, also twice', async () => {
    await storage.put('set/master', finished('a'))
    for (const key of ['set/master', 'set/master', 'never/there']) await storage.remove(key)
    expect([await storage.open('set/master'), await listed(storage, 'set/')]).toEqual([undefined, []])
  })

  test('that are put by two at once are one of the two', async () => {
    const [one, other] = [large, Buffer.from(large.toReversed())]
    await Promise.all([one, other].map((bytes) => storage.put('a/master', finished(bytes))))
    const kept = (await all(storage, 'a/master'))!
    expect([one, other].some((bytes) => bytes.equals(kept))).toBe(true)
  })

  test('that are not there whole are not put at all', async () => {
    await expect(storage.put('a/master', join(folder, 'nothing'))).rejects.toThrow(/ENOENT|Unable to open/)
    expect(await storage.open('a/master')).toBeUndefined()
  })
})

describe('a bucket', () => {
  const storage = () => bucketStorage(bucket)
  beforeEach(() => bucket.kept.clear())

  test('is asked for a part as a part, and of the one file that was opened', async () => {
    await storage().put('a/pyramid.tif', finished(large))
    const file = (await storage().open('a/pyramid.tif'))!
    bucket.asked.length = 0
    await file.read(100, new Uint8Array(50))
    expect(bucket.asked).toEqual(['GET /museum/images/a/pyramid.tif bytes=100-149'])
    await storage().put('a/pyramid.tif', finished('another one, by somebody who should not'))
    await expect(file.read(0, new Uint8Array(5))).rejects.toThrow('412 PreconditionFailed')
  })

  test('is not asked for all of a file that is put there while somebody asks for it', async () => {
    for (const [key, bytes] of [
      ['a/master', large],
      ['a/empty', ''],
    ] as const) {
      await storage().put(key, finished(bytes))
      bucket.asked.length = 0
      bucket.trouble('NoSuchKey', 404, 1)
      expect(await storage().open(key)).toBeUndefined()
      expect(bucket.asked).toEqual([`HEAD /museum/images/${key}`, `GET /museum/images/${key} bytes=0-0`])
      expect((await storage().open(key))?.bytes).toBe(bytes.length)
    }
  })

  test.each([
    ['SignatureDoesNotMatch', 403, StorageUnavailable],
    ['AuthorizationHeaderMalformed', 400, StorageUnavailable],
    ['NoSuchBucket', 404, StorageUnavailable],
    ['InvalidObjectState', 403, Error],
    ['PreconditionFailed', 412, Error],
  ])('that answers %s (%s) says it of all files, or of the one', async (code, status, kind) => {
    await storage().put('a/master', finished('0123456789'))
    const file = (await storage().open('a/master'))!
    bucket.trouble(code, status)
    const error: unknown = await file.read(0, new Uint8Array(5)).catch((told: unknown) => told)
    expect([(error as Error).message, (error as Error).constructor]).toEqual([
      expect.stringContaining(code),
      kind,
    ])
  })

  test('with a slash at the end of its address is the same', async () => {
    await bucketStorage({ ...bucket, url: `${bucket.url}/` }).put('a/b', finished('x'))
    expect([...bucket.kept.keys()]).toEqual(['images/a/b'])
  })

  test.each<[string, Partial<ObjectStorage>, string]>([
    ['another secret', { secret: 'a guess' }, 'SignatureDoesNotMatch'],
    ['another key', { keyId: 'AKIANOBODY' }, 'InvalidAccessKeyId'],
    ['another region', { region: 'elsewhere-1' }, 'AuthorizationHeaderMalformed'],
  ])('lets nobody in with %s, and says so', async (_, over, code) => {
    const stranger = bucketStorage({ ...bucket, ...over })
    await expect(stranger.put('a/master', finished('x'))).rejects.toThrow(`403 ${code}`)
    await expect(listed(stranger, '')).rejects.toThrow(`403 ${code}`)
    await expect(stranger.open('a/master')).rejects.toThrow('403')
    await expect(stranger.remove('a/master')).rejects.toThrow(`403 ${code}`)
    expect(bucket.kept.size).toBe(0)
  })

  test('that is not there is no file that is lost', async () => {
    const wrong = bucketStorage({ ...bucket, url: `${bucket.origin}/misspelt` })
    await expect(wrong.open('a/master')).rejects.toThrow('NoSuchBucket')
    await expect(wrong.put('a/master', finished('x'))).rejects.toThrow('NoSuchBucket')
    await expect(wrong.remove('a/master')).rejects.toThrow('NoSuchBucket')
    await expect(listed(wrong, '')).rejects.toThrow('NoSuchBucket')
  })

  test('that has too much to do is asked again, and is told to be away when that does not help', async () => {
    bucket.trouble('SlowDown', 503, 2)
    await storage().put('a/master', finished('x'))
    expect(bucket.asked).toHaveLength(3)
    bucket.trouble('InternalError', 500)
    const path = finished('y')
    await expect(storage().put('a/second', path)).rejects.toThrow(StorageUnavailable)
    await expect(storage().open('a/master')).rejects.toThrow(StorageUnavailable)
    // What could not be put is still here.
    expect(existsSync(path)).toBe(true)
    bucket.well()
    await storage().put('a/second', path)
    expect(await listed(storage(), 'a/')).toEqual(['a/master', 'a/second'])
  })

  test('that nobody answers for is away', async () => {
    const gone = await startObjectStorage()
    const there = bucketStorage(gone)
    await gone.stop()
    const ways = [
      () => there.open('a'),
      () => there.put('a', finished('x')),
      () => listed(there, ''),
      () => there.remove('a'),
    ]
    for (const ask of ways) await expect(ask()).rejects.toThrow(StorageUnavailable)
  })
})

/** Examples of “Signature Calculations for the Authorization Header” in the reference of Amazon S3. */
const exampleSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const nothing = createHash('sha256').digest('hex')
const dated = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' }
test.each<[string, string, Record<string, string>, string]>([
  ['GET', '/test.txt', { range: 'bytes=0-9', 'x-amz-content-sha256': nothing }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
  ['PUT', '/test%24file.text', { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY', 'x-amz-content-sha256': createHash('sha256').update('Welcome to Amazon S3.').digest('hex') }, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
  ['GET', '/?lifecycle', { 'x-amz-content-sha256': nothing }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['GET', '/?max-keys=2&prefix=J', { 'x-amz-content-sha256': nothing }, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
])('the stand-in signs %s %s as Amazon does', (method, target, more, signature) => {
  const headers = { ...dated, ...more }
  const signedHeaders = Object.keys(headers).toSorted()
  const told = signatureOf({ method, target, headers, signedHeaders, region: 'us-east-1' }, exampleSecret)
  expect(told).toBe(signature)
}) // prettier-ignore
