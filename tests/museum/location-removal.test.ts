import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { sharpEngine } from '../../api/museum/image-engine-sharp.ts'
import { locationInTiff, locationInXmp } from '../../api/museum/location-in-exif.ts'
import { fields, openImages, quarters, workFolder } from './drawn-image.ts'

const folder = workFolder()
const engine = sharpEngine()

/** 37°29′ north, 139°30′ east, as a camera writes it. */
const gps = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '37/1 29/1 1234/100',
  GPSLongitudeRef: 'E',
  GPSLongitude: '139/1 30/1 4321/100',
}
const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="37,29.2057N"><exif:GPSLongitude>139,30.7202E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

const withPlace = async (save: (picture: Sharp) => Sharp): Promise<string> => {
  const path = join(folder, `photo-${Math.random()}`)
  const picture = (await fields(640, 480)).withExif({ IFD0: { Make: 'A camera' }, IFD3: gps }).withXmp(xmp)
  await save(picture.withIccProfile('p3')).toFile(path)
  return path
}

const said = async (path: string) => {
  const { exif, xmp: text, icc } = await sharp(path).metadata()
  const block = exif?.subarray(exif.subarray(0, 4).toString() === 'Exif' ? 6 : 0) ?? Buffer.alloc(0)
  const stretches = await locationInTiff((at, bytes) =>
    Promise.resolve(
      at + bytes > block.length ? undefined : new DataView(block.buffer, block.byteOffset + at, bytes),
    ),
  )
  return {
    inExif: stretches.length > 0,
    inXmp: locationInXmp(text?.toString('latin1') ?? '').length > 0,
    hasCamera: block.includes('A camera'),
    hasProfile: icc !== undefined,
  }
}

describe('where a photograph was taken', () => {
  test.each<[string, (picture: Sharp) => Sharp]>([
    ['a JPEG', (picture) => picture.jpeg()],
    ['a PNG', (picture) => picture.png()],
    ['a WebP', (picture) => picture.webp()],
    ['an AVIF', (picture) => picture.avif({ effort: 0 })],
  ])('is removed from %s in its place: nothing else of the file changes', async (_, save) => {
    const path = await withPlace(save)
    expect(await said(path)).toEqual({ inExif: true, inXmp: true, hasCamera: true, hasProfile: true })
    const before = readFileSync(path)
    expect(await engine.removeLocation(path)).toBe('removed')
    expect(await said(path)).toEqual({ inExif: false, inXmp: false, hasCamera: true, hasProfile: true })
    const after = readFileSync(path)
    expect(after.length).toBe(before.length)
    expect(after.includes('37,29')).toBe(false)
    expect((await quarters(after)).length).toBe(4)
    await sharp(path, { failOn: 'warning' }).raw().toBuffer()
    expect(await engine.removeLocation(path)).toBe('none')
  })

  test('is removed from a TIFF, whose own directory tells it', async () => {
    const path = join(folder, 'scan.tif')
    writeFileSync(path, tiffWithPlace())
    expect(await engine.removeLocation(path)).toBe('removed')
    expect(await engine.removeLocation(path)).toBe('none')
    expect(readFileSync(path).includes('PLACE-OF-IT')).toBe(false)
    expect((await sharp(path).metadata()).width).toBe(1)
  })

  test('that is packed, so that it cannot be overwritten, is told, and the file stays', async () => {
    const path = await withPlace((picture) => picture.jpeg())
    // The same words in a text that is packed: as old programs write EXIF into a PNG.
    const { exif } = await sharp(path).metadata()
    const packed = join(folder, 'packed.png')
    writeFileSync(packed, await pngWithPackedExif(exif!))
    const before = readFileSync(packed)
    const isRead = (await sharp(packed).metadata()).exif !== undefined
    expect(await engine.removeLocation(packed)).toBe(isRead ? 'stays' : 'none')
    if (!isRead) return
    expect(readFileSync(packed).equals(before)).toBe(true)
    const hub = await openImages(folder)
    expect(await hub.images.add({ path: packed, id: 'packed', showing: 'zoomed' })).toEqual({ ok: false, error: 'location_stays' }) // prettier-ignore
    await hub.dispose()
  })

  test('stays in the master where it is wanted, and is in no picture', async () => {
    const hub = await openImages(folder)
    const path = await withPlace((picture) => picture.jpeg())
    for (const [id, keepsLocation] of [['kept', true], ['removed', false]] as const) {
      const added = await hub.images.add({ path, id, showing: 'zoomed', keepsLocation })
      const set = added.ok ? added.value.fileSet : ''
      expect((await said(join(folder, 'images', set, 'master'))).inExif).toBe(keepsLocation)
    }
    expect((await said(path)).inExif).toBe(true)
    await hub.dispose()
  }) // prettier-ignore
})

/** The smallest TIFF of one pixel with a GPS directory that names its place in a long text. */
function tiffWithPlace(): Buffer {
  const text = Buffer.from('PLACE-OF-IT\0')
  const entries: readonly [number, number, number, number][] = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 200],
    [277, 3, 1, 1],
    [278, 3, 1, 1],
    [279, 4, 1, 1],
    [34_853, 4, 1, 160],
  ]
  const file = Buffer.alloc(201)
  file.write('II*\0', 0, 'latin1')
  file.writeUInt32LE(8, 4)
  directory(file, 8, entries)
  directory(file, 160, [[27, 2, text.length, 180]])
  text.copy(file, 180)
  return file
}

function directory(file: Buffer, at: number, entries: readonly [number, number, number, number][]): void {
  file.writeUInt16LE(entries.length, at)
  entries.forEach(([tag, type, count, value], n) => {
    const place = at + 2 + n * 12
    file.writeUInt16LE(tag, place)
    file.writeUInt16LE(type, place + 2)
    file.writeUInt32LE(count, place + 4)
    file.writeUInt32LE(value, place + 8)
  })
}

/** A PNG whose EXIF stands as hexadecimal in a packed text. */
async function pngWithPackedExif(exif: Buffer): Promise<Buffer> {
  const { crc32, deflateSync } = await import('node:zlib')
  const plain = await (await fields(64, 64)).png().toBuffer()
  const text = `\nexif\n${String(exif.length).padStart(8)}\n${exif.toString('hex').replace(/.{72}/g, '$&\n')}\n`
  const data = Buffer.concat([Buffer.from('Raw profile type exif\0\0', 'latin1'), deflateSync(text)])
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write('zTXt', 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)])
}
