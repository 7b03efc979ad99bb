import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Store } from '../db/store.ts'
import { drawnFolder } from './museum/drawn-pictures-folder.ts'
import { sharpEngine } from './museum/image-engine-sharp.ts'
import { imageFolder } from './museum/image-files-folder.ts'
import {
  type DrawingParts,
  imageService,
  type Images,
  soundService,
  type Uploads,
  uploadService,
} from './museum/index.ts'
import type { ImageCheckParts } from './museum/image-check-service.ts'
import { pyramidTiles } from './museum/pyramid-tiles-tiff.ts'
import { receivedFolder } from './museum/received-files-folder.ts'
import { imageRecords } from './museum/repository-images.ts'
import { soundRecords } from './museum/repository-sounds.ts'
import { soundFolder } from './museum/sound-files-folder.ts'
import { uploadRecords } from './museum/repository-uploads.ts'
import type { PictureFiles } from './merchants/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Ids } from './platform/ids.ts'
import type { Job } from './platform/jobs.ts'

type Parts = {
  readonly store: Store
  readonly configuration: Pick<Configuration, 'DATA_DIR'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Pictures that were drawn are kept up to this. */
const drawnBytesMost = 1_000_000_000

/** The images of the museum on a machine with a disk; a Worker has none, and shows no images of its own. */
export function composeImages({ store, configuration, clock, ids }: Parts) {
  const folder = join(configuration.DATA_DIR, 'images')
  return imageService({
    records: imageRecords(store),
    files: imageFolder(folder),
    engine: sharpEngine(),
    tiles: pyramidTiles(),
    drawn: drawnFolder(join(folder, 'drawn'), drawnBytesMost),
    clock,
    ids,
    inTurn: pLimit(cpus().length),
  })
}

/** What the originals of this machine's images are held against. */
export const imageCheckParts = (store: Store, { DATA_DIR }: Parts['configuration']): ImageCheckParts => ({
  records: imageRecords(store),
  files: imageFolder(join(DATA_DIR, 'images')),
  tiles: pyramidTiles(),
})

/** Files that are sent in pieces, and become images of this machine. */
export const composeUploads = ({ store, configuration, clock, ids }: Parts, images: Images): Uploads =>
  uploadService({
    records: uploadRecords(store),
    files: receivedFolder(join(configuration.DATA_DIR, 'images', 'received')),
    images,
    // Beside the images: whoever keeps a copy of that folder has the sounds, too.
    sounds: soundService({
      records: soundRecords(store),
      files: soundFolder(join(configuration.DATA_DIR, 'images', 'sounds')),
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
