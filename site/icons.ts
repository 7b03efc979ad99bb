import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import sharp from 'sharp'
import { iconFile, iconNames, iconPixels } from './lib/web-manifest.ts'

/** Points of an inch at which SVG is drawn as large as it says. */
const plainDensity = 72
/** As wide as the drawings say that they are. */
const drawnPixels = 64

/** Draws the pictures of what phones keep among their own programs: those that read no SVG want them ready. */
export const icons = (): AstroIntegration => ({
  name: 'icons',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      const client = fileURLToPath(dir)
      mkdirSync(join(client, 'icons'), { recursive: true })
      for (const name of iconNames)
        for (const pixels of iconPixels)
          await sharp(join(client, `${name}.svg`), { density: (plainDensity * pixels) / drawnPixels })
            .resize(pixels, pixels)
            .png({ compressionLevel: 9 })
            .toFile(join(client, iconFile(name, pixels)))
    },
  },
})
