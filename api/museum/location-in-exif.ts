/**
 * Where a camera wrote in a picture where it was: the GPS directory of EXIF (2.3, section 4.6.6), and the same in XMP. It is
 * overwritten in its place, so that nothing else of the file moves: neither the picture nor its colour profile.
 */

/** Bytes to be overwritten with zeros or, in a text, with spaces. */
export type Stretch = { readonly at: number; readonly bytes: number }

/** Reads bytes of the block; what lies beyond its end is undefined. */
export type ReadAt = (at: number, bytes: number) => Promise<DataView | undefined>

const gpsTag = 34_853
const entryBytes = 12
/** Bytes of a value by its type: byte, text, short, long, rational … */
const valueBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8 } // prettier-ignore

/** Directories are chained; no camera writes this many. */
const directoriesMost = 16

/** The stretches of a TIFF structure that tell a place: a TIFF file, or the EXIF block of another one. */
export async function locationInTiff(read: ReadAt): Promise<readonly Stretch[]> {
  const head = await read(0, 8)
  const order = head?.getUint16(0)
  if (head === undefined || (order !== 0x49_49 && order !== 0x4d_4d)) return []
  const isLittle = order === 0x49_49
  if (head.getUint16(2, isLittle) !== 42) return []
  const found: Stretch[] = []
  let at = head.getUint32(4, isLittle)
  for (let n = 0; at !== 0 && n < directoriesMost; n++) {
    const directory = await directoryAt(read, at, isLittle)
    if (directory === undefined) return found
    const gps = directory.entries.find(({ tag }) => tag === gpsTag)
    if (gps !== undefined) found.push(...(await stretchesOf(read, gps.value, isLittle)))
    at = directory.next
  }
  return found
}

type Entry = { readonly tag: number; readonly bytes: number; readonly value: number }

async function directoryAt(read: ReadAt, at: number, isLittle: boolean) {
  const count = (await read(at, 2))?.getUint16(0, isLittle)
  const view = count === undefined ? undefined : await read(at + 2, count * entryBytes + 4)
  if (count === undefined || view === undefined) return undefined
  const entries = Array.from({ length: count }, (_, n): Entry => {
    const place = n * entryBytes
    const [type, values] = [view.getUint16(place + 2, isLittle), view.getUint32(place + 4, isLittle)]
    return {
      tag: view.getUint16(place, isLittle),
      bytes: (valueBytes[type] ?? 1) * values,
      value: view.getUint32(place + 8, isLittle),
    }
  })
  return { entries, next: view.getUint32(count * entryBytes, isLittle) }
}

/** A directory with the values that stand elsewhere; an empty one tells nothing. */
async function stretchesOf(read: ReadAt, at: number, isLittle: boolean): Promise<Stretch[]> {
  const directory = await directoryAt(read, at, isLittle)
  if (directory === undefined || directory.entries.length === 0) return []
  const values = directory.entries.filter(({ bytes }) => bytes > 4)
  return [
    ...values.map(({ value, bytes }) => ({ at: value, bytes })),
    { at, bytes: 2 + directory.entries.length * entryBytes + 4 },
  ]
}

/** The values of XMP that tell a place: `exif:GPSLatitude="37,29N"` and `<exif:GPSLatitude>37,29N</exif:GPSLatitude>`. */
export function locationInXmp(xmp: string): readonly Stretch[] {
  const attributes = [...xmp.matchAll(/\bexif:GPS\w+\s*=\s*(["'])(?<value>[^"']*)\1/dg)]
  const elements = [...xmp.matchAll(/<exif:GPS(\w+)\b[^>]*>(?<value>.*?)<\/exif:GPS\1>/dgs)]
  return [...attributes, ...elements].flatMap((match) => {
    const [from, to] = match.indices!.groups!['value']!
    return xmp.slice(from, to).trim() === '' ? [] : [{ at: from, bytes: to - from }]
  })
}
