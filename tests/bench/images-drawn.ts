import sharp from 'sharp'
import { seeded } from './growth-rows.ts'

/** A picture as a camera makes it, neither flat nor noise alone: large soft forms, strokes over them, grain. */
export async function drawPhotograph(file: string, width: number, height: number): Promise<void> {
  const drawn = seeded(7)
  const at = (most: number): number => drawn.below(most)
  const colour = (): string => `rgb(${at(256)},${at(256)},${at(256)})`
  const forms = Array.from(
    { length: 300 },
    () =>
      `<ellipse cx="${at(1_500)}" cy="${at(1_000)}" rx="${20 + at(200)}" ry="${20 + at(120)}" fill="${colour()}" opacity="0.5"/>
       <path d="M${at(1_500)} ${at(1_000)} q${at(200)} ${at(200)} ${at(400)} 0" stroke="${colour()}" stroke-width="${1 + at(6)}" fill="none"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1500 1000" width="1500" height="1000"><rect width="1500" height="1000" fill="#876"/>${forms.join('')}</svg>`
  const grain = await sharp({
    create: {
      width: 1_000,
      height: 1_000,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 18 },
    },
  })
    .png()
    .toBuffer()
  await sharp(Buffer.from(svg))
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: grain, tile: true, blend: 'soft-light' }])
    .flatten()
    .jpeg({ quality: 90 })
    .toFile(file)
}

/** An image as large as may come in, as a scanner writes it: a striped TIFF, written without ever being whole in memory. */
export async function drawScan(file: string, width: number, height: number): Promise<void> {
  await sharp({ create: { width, height, channels: 3, background: '#a98' }, limitInputPixels: false })
    .tiff({ compression: 'lzw', predictor: 'horizontal' })
    .toFile(file)
}
