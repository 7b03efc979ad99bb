/** What search engines may open. */
import type { APIRoute } from 'astro'
import { absoluteUrl } from '../lib/origin.ts'
import { robotsOf } from '../lib/sitemap.ts'

export const prerender = false

export const GET: APIRoute = (context) =>
  new Response(
    robotsOf((path) => absoluteUrl(context, path)),
    {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'public, max-age=0, s-maxage=3600',
      },
    },
  )
