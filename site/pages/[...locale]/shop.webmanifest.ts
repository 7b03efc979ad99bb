/** What a shop's phone needs to keep the till among its own programs. */
import type { APIRoute } from 'astro'
import { localeFromParam } from '../../lib/locale.ts'
import { webManifest } from '../../lib/web-manifest.ts'

export const prerender = false

export const GET: APIRoute = ({ params }) => {
  const locale = localeFromParam(params['locale'])
  if (locale === undefined) return new Response(null, { status: 404 })
  const words = ['shop:installed', 'shop:installed_short', 'shop:till.description'] as const
  return webManifest({ locale, home: '/shop', icon: 'till', color: '#1d5a53', words })
}
