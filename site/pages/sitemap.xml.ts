/** The map of the site for search engines; on demand, as institutions publish while the hub runs. */
import type { APIRoute } from 'astro'
import { collectionsOf } from '../lib/collections.ts'
import { liveInstitutions } from '../lib/institutions.ts'
import { allItems } from '../lib/museum.ts'
import { absoluteUrl } from '../lib/origin.ts'
import { mapPages, sitemapOf } from '../lib/sitemap.ts'
import { storiesOf } from '../lib/stories.ts'

export const prerender = false

export const GET: APIRoute = async (context) => {
  const [items, stories, collections, institutions] = await Promise.all([
    allItems(context),
    storiesOf(context, 'ja'),
    collectionsOf(context, 'ja'),
    liveInstitutions(context, 'ja'),
  ])
  const ids = (all: readonly { readonly id: string }[] | undefined): string[] =>
    (all ?? []).map(({ id }) => id)
  const pages = mapPages({
    items: ids(items),
    stories: ids(stories),
    collections: ids(collections),
    institutions: ids(institutions),
  })
  return new Response(
    sitemapOf(pages, (path) => absoluteUrl(context, path)),
    {
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        'cache-control': 'public, max-age=0, s-maxage=300',
      },
    },
  )
}
