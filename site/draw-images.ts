import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { scrollPicture } from './lib/scroll-picture.ts'

/**
 * Draws what the museum shows of our own drawings into `.build/drawings`: `node site/draw-images.ts`. A step of the build,
 * because a hub that takes images from others reads no SVG.
 */
const root = join(import.meta.dirname, '..')
const folder = join(root, '.build', 'drawings')

/** Three times as large as on the home page: a window of a house is some ten pixels wide. */
const factor = 3
/** Points of an inch at which SVG is drawn as large as it says. */
const plainDensity = 72

const styles = (name: string): string => readFileSync(join(root, 'site', 'styles', `${name}.css`), 'utf8')
const scroll = scrollPicture({ tokens: styles('tokens'), rules: `${styles('drawing')}\n${styles('scroll')}` })
mkdirSync(folder, { recursive: true })
await sharp(Buffer.from(scroll), { density: plainDensity * factor, unlimited: true })
  .flatten({ background: '#ffffff' })
  .png({ compressionLevel: 6 })
  .toFile(join(folder, 'tadami-line-scroll.png'))
