import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll } from 'vitest'
import { openEngine } from '../support/engines.ts'
import { scratch } from '../support/scratch.ts'
import { composeImages } from '../../api/services-museum.ts'

/** Four fields of colour: red and green above, blue and white below; the same for every size. */
export async function fields(width: number, height: number): Promise<Sharp> {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(colourAt(x < width / 2, y < height / 2), (y * width + x) * 3)
  return sharp(data, { raw: { width, height, channels: 3 } })
}

const colourAt = (isLeft: boolean, isUpper: boolean): number[] =>
  isUpper ? (isLeft ? [255, 0, 0] : [0, 128, 0]) : isLeft ? [0, 0, 255] : [255, 255, 255]

const names = { 'rgb(255,0,0)': 'red', 'rgb(0,128,0)': 'green', 'rgb(0,0,255)': 'blue', 'rgb(255,255,255)': 'white', 'rgb(0,0,0)': 'black' } // prettier-ignore

/** The colours in the middle of the four quarters of a picture: upper left, upper right, lower left, lower right. */
export async function quarters(picture: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(picture).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number): string => {
    const place = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels
    const [r, g, b] = info.channels === 1 ? [data[place]!, data[place]!, data[place]!] : data.subarray(place, place + 3)
    return nearest([r!, g!, b!])
  }
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]
} // prettier-ignore

/** JPEG keeps colours to within a few steps. */
function nearest(colour: readonly number[]): string {
  for (const [key, name] of Object.entries(names)) {
    const wanted = key.match(/\d+/g)!.map(Number)
    if (wanted.every((step, i) => Math.abs(step - colour[i]!) <= 6)) return name
  }
  return colour.every((step) => Math.abs(step - colour[0]!) <= 6) ? `grey ${colour[0]}` : colour.join(',')
}

/** A folder for files that is gone after the tests of a file. */
export function workFolder(): string {
  const folder = mkdtempSync(join(scratch(), 'meguri-images-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The museum's images on a new SQLite database and an empty folder. */
export async function openImages(folder: string) {
  const { store, dispose } = await openEngine('sqlite')
  let id = 0
  const parts = {
    store,
    configuration: { DATA_DIR: folder },
    clock: { now: () => Date.parse('2026-11-29T00:00:00Z') },
    ids: { next: () => `set-${id++}` },
  }
  return { images: composeImages(parts), parts, dispose }
}
