import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { drawnFolder } from './museum/drawn-pictures-folder.ts'
import { sharpEngine } from './museum/image-engine-sharp.ts'
import type { FileStorage } from './museum/file-storage.ts'
import { folderStorage } from './museum/file-storage-folder.ts'
import { bucketStorage } from './museum/file-storage-s3.ts'
import {
  type DrawingParts,
  imageCheckService,
  imageService,
  type Images,
  soundService,
  type Uploads,
  uploadService,
} from './museum/index.ts'
import type { CheckedImage, ImageCheckParts } from './museum/image-check-service.ts'
import { pyramidTiles } from './museum/pyramid-tiles-tiff.ts'
import { receivedFolder } from './museum/received-files-folder.ts'
import { imageRecords } from './museum/repository-images.ts'
import { soundRecords } from './museum/repository-sounds.ts'
import { uploadRecords } from './museum/repository-uploads.ts'
import { folderWorkroom } from './museum/workroom-folder.ts'
import type { PictureFiles } from './merchants/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Ids } from './platform/ids.ts'
import type { Job } from './platform/jobs.ts'

type StorageSettings = Pick<Configuration, 'DATA_DIR'> &
  Partial<
    Pick<
      Configuration,
      'OBJECT_STORAGE_BUCKET' | 'OBJECT_STORAGE_REGION' | 'OBJECT_STORAGE_KEY_ID' | 'OBJECT_STORAGE_SECRET'
    >
  >

/** What is on this machine's disk in any case: files on their way, pictures that were drawn. */
const imagesFolder = ({ DATA_DIR }: StorageSettings): string => join(DATA_DIR, 'images')

/** Where originals, pyramids and sounds stand: in a bucket, where one is named, else in the folder `images`. */
function storageOf(settings: StorageSettings): FileStorage {
  const { OBJECT_STORAGE_BUCKET: url, OBJECT_STORAGE_KEY_ID: keyId, OBJECT_STORAGE_SECRET: secret } = settings
  if (url === undefined && keyId === undefined && secret === undefined)
    return folderStorage(imagesFolder(settings))
  if (url === undefined || keyId === undefined || secret === undefined)
    throw new Error(
      'Set OBJECT_STORAGE_BUCKET, OBJECT_STORAGE_KEY_ID and OBJECT_STORAGE_SECRET together: one without the others reaches nothing.',
    )
  return bucketStorage({ url, keyId, secret, region: settings.OBJECT_STORAGE_REGION ?? 'auto' })
}

type Parts = {
  readonly store: Store
  readonly configuration: StorageSettings
  readonly clock: Clock
  readonly ids: Ids
}

type CheckSettings = StorageSettings & Pick<Configuration, 'IMAGE_CHECK_DAYS'>

/** Pictures that were drawn are kept up to this. */
const drawnBytesMost = 1_000_000_000

/** The images of the museum on a machine with a disk; a Worker has none, and shows no images of its own. */
export function composeImages({ store, configuration, clock, ids }: Parts, log?: Pick<Logger, 'warn'>) {
  const folder = imagesFolder(configuration)
  const storage = storageOf(configuration)
  return imageService({
    records: imageRecords(store),
    storage,
    workroom: folderWorkroom(folder),
    engine: sharpEngine(),
    tiles: pyramidTiles(storage),
    drawn: drawnFolder(join(folder, 'drawn'), drawnBytesMost, clock),
    clock,
    ids,
    inTurn: pLimit(cpus().length),
    inLine: pLimit(2 * cpus().length),
    notKept: (reason) => log?.warn({ err: reason }, 'a picture was drawn and could not be kept'),
  })
}

/** What the originals of images are held against. */
export function imageCheckParts(store: Store, settings: StorageSettings): ImageCheckParts {
  const storage = storageOf(settings)
  return {
    records: imageRecords(store),
    storage,
    tiles: pyramidTiles(storage),
    newSum: () => {
      const hash = createHash('sha256')
      return { add: (bytes) => void hash.update(bytes), told: () => hash.digest('hex') }
    },
  }
}

/** Reads the originals again by itself, some at a time; one process does, and what it finds stands in the log. */
export function imageCheckJob(
  { store, configuration, clock }: Pick<Parts, 'store' | 'clock'> & { readonly configuration: CheckSettings },
  log: Pick<Logger, 'error'>,
): Job {
  const { turn } = imageCheckService(imageCheckParts(store, configuration))
  const terms = {
    clock,
    everyMs: configuration.IMAGE_CHECK_DAYS * 86_400_000,
    tell: ({ id, master, pyramid }: CheckedImage) =>
      log.error({ image: id, original: master, shown: pyramid }, 'an image is not as it came in'),
  }
  return { name: 'images, read again', everyMs: 60_000, run: () => turn(terms), waitsForOthers: true }
}

/** Files that are sent in pieces, and become images of this machine. */
export const composeUploads = ({ store, configuration, clock, ids }: Parts, images: Images): Uploads =>
  uploadService({
    records: uploadRecords(store),
    files: receivedFolder(join(imagesFolder(configuration), 'received')),
    images,
    // Beside the images: whoever keeps a copy of them has the sounds, too.
    sounds: soundService({
      records: soundRecords(store),
      storage: storageOf(configuration),
      workroom: folderWorkroom(imagesFolder(configuration)),
      clock,
    }),
    clock,
    ids,
  })

/** Pixels: a phone's width, drawn three times as fine. */
const shopPictureSide = 960

/** Pictures of shops among the images of this machine. None of them may be asked for under `/iiif/`. */
export const shopPicturesAmong = (images: Images): PictureFiles => ({
  keep: async (id, bytes) => {
    const folder = await mkdtemp(join(tmpdir(), 'shop-picture-'))
    try {
      const path = join(folder, 'picture')
      await writeFile(path, bytes)
      const added = await images.add({ path, id, showing: 'whole', isShown: false })
      if (added.ok || added.error === 'identifier_taken') return 'kept'
      if (added.error === 'too_many_pixels') return 'too_large'
      return added.error === 'location_stays' ? 'tells_place' : 'unreadable'
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  draw: async (id) => {
    const image = await images.findAny(id)
    return image && images.preview(image, shopPictureSide)
  },
})

/** Makes images of what was sent; clears away, at the start and every hour, what nobody goes on with. */
export const uploadJobs = ({ turn, clearAway }: Uploads): readonly Job[] => {
  let isFirst = true
  const first = async (): Promise<void> => {
    if (isFirst) await clearAway()
    isFirst = false
  }
  return [
    { name: 'uploads', everyMs: 250, run: turn },
    { name: 'uploads, first', everyMs: 5_000, run: first },
    { name: 'uploads, left', everyMs: 3_600_000, run: clearAway },
  ]
}

/** Drawings as the build left them in a folder. */
export const drawingsIn =
  (folder: string): DrawingParts['fileOf'] =>
  (id) => {
    const path = join(folder, `${id}.png`)
    return existsSync(path) ? path : undefined
  }
