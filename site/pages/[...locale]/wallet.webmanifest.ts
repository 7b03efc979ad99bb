/** What a phone needs to keep the purse among its own programs: its name in the reader's language, where it opens, its picture. */
import type { APIRoute } from 'astro'
import { localeFromParam } from '../../lib/locale.ts'
import { webManifest } from '../../lib/web-manifest.ts'

export const prerender = false

export const GET: APIRoute = ({ params }) => {
  const locale = localeFromParam(params['locale'])
  if (locale === undefined) return new Response(null, { status: 404 })
  const words = ['wallet:installed', 'wallet:title', 'wallet:description'] as const
  return webManifest({ locale, home: '/wallet', icon: 'purse', color: '#a3271a', words })
}
