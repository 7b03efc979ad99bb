import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { bridgeSheet, craftMap, yearSheet } from './lib/museum-drawings.ts'
import { notebookPages, notebookSheet } from './lib/notebook.ts'
import { plainPicture, scrollPicture } from './lib/scroll-picture.ts'

/**
 * Draws what the museum shows of our own drawings into `.build/drawings`: `node site/draw-images.ts`. A step of the build,
 * because a hub that takes images from others reads no SVG.
 */
const root = join(import.meta.dirname, '..')
const folder = join(root, '.build', 'drawings')

/** Points of an inch at which SVG is drawn as large as it says. */
const plainDensity = 72

const styles = (name: string): string => readFileSync(join(root, 'site', 'styles', `${name}.css`), 'utf8')
const tokens = styles('tokens')
const drawing = styles('drawing')

async function draw(id: string, svg: string, factor: number): Promise<void> {
  await sharp(Buffer.from(svg), { density: plainDensity * factor, unlimited: true })
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 6 })
    .toFile(join(folder, `${id}.png`))
}

mkdirSync(folder, { recursive: true })
// So much larger than on a page that a window of a house is some ten pixels wide.
await draw('tadami-line-scroll', scrollPicture({ tokens, rules: `${drawing}\n${styles('scroll')}` }), 3)
await draw('craft-map', plainPicture({ tokens, rules: drawing }, craftMap()), 3)
await draw('year-in-pictures', plainPicture({ tokens, rules: drawing }, yearSheet()), 4)
await draw('bridges-by-kilometre', plainPicture({ tokens, rules: drawing }, bridgeSheet()), 3)
for (const [id, text] of notebookPages())
  await draw(id, plainPicture({ tokens, rules: drawing }, notebookSheet(text)), 3)
