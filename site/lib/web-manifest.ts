import { htmlLang, type Locale, pathFor } from './locale.ts'
import { wordsFor } from './words.ts'

/** Drawings (`site/public/<name>.svg`) of what can be kept among a phone's own programs. */
export const iconNames = ['purse', 'till'] as const
type IconName = (typeof iconNames)[number]

/** What Android's launcher and its opening screen ask for, and Apple's home screen (180, without a manifest). */
export const iconPixels = [180, 192, 512] as const

/** Where a drawn picture stands in the built site, without a slash before it. */
export const iconFile = (name: IconName, pixels: (typeof iconPixels)[number]): string =>
  `icons/${name}-${pixels}.png`

/** Where Apple's phones find it. */
export const touchIcon = (name: IconName): string => `/${iconFile(name, 180)}`

type Kept = {
  readonly locale: Locale
  /** Where it opens, in no language. */
  readonly home: '/wallet' | '/shop'
  readonly icon: IconName
  readonly color: string
  /** Words for its whole and its short name and for what it is. */
  readonly words: readonly [name: string, short: string, description: string]
}

/** What a phone needs to keep a page among its own programs (W3C Web Application Manifest), as the answer to it. */
export function webManifest({ locale, home, icon, color, words }: Kept): Response {
  const t = wordsFor(locale)
  const start = pathFor(locale, home)
  const [name, short, description] = words.map((word) => t(word))
  const drawn = iconPixels.map((pixels) => ({
    src: `/${iconFile(icon, pixels)}`,
    sizes: `${pixels}x${pixels}`,
    type: 'image/png',
    // Each has a wide rim of its ground, so that a round mask cuts nothing off.
    purpose: 'any maskable',
  }))
  const manifest = {
    id: start,
    start_url: start,
    // A receipt leads to its shop's place and line: they stay in the same window.
    scope: pathFor(locale, '/'),
    name,
    short_name: short,
    description,
    lang: htmlLang[locale],
    display: 'standalone',
    background_color: '#fbf8f2',
    theme_color: color,
    icons: [{ src: `/${icon}.svg`, sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }, ...drawn],
  }
  return new Response(JSON.stringify(manifest), {
    headers: {
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=120',
    },
  })
}
