/** What a phone needs to keep the purse among its own programs: its name in the reader's language, where it opens, its picture. */
import type { APIRoute } from 'astro'
import { htmlLang, localeFromParam, pathFor } from '../../lib/locale.ts'
import { wordsFor } from '../../lib/words.ts'

export const prerender = false

export const GET: APIRoute = ({ params }) => {
  const locale = localeFromParam(params['locale'])
  if (locale === undefined) return new Response(null, { status: 404 })
  const t = wordsFor(locale)
  const purse = pathFor(locale, '/wallet')
  const manifest = {
    id: purse,
    start_url: purse,
    // A receipt leads to its shop's place and line: they stay in the same window.
    scope: pathFor(locale, '/'),
    name: t('wallet:installed'),
    short_name: t('wallet:title'),
    description: t('wallet:description'),
    lang: htmlLang[locale],
    display: 'standalone',
    background_color: '#fbf8f2',
    theme_color: '#a3271a',
    icons: [{ src: '/purse.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
  }
  return new Response(JSON.stringify(manifest), {
    headers: {
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=120',
    },
  })
}
