import { type Context, Hono } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { type ImageRefusal, statusOf } from './errors.ts'
import { context, imageInformation } from './image-information.ts'
import type { Images } from './image-service.ts'
import { sharedHeaders } from './routes-shared-headers.ts'

export type ImageRouteParts = {
  readonly images: Images
  /** Address that people reach the hub at; told late where the port is. */
  readonly origin: () => string
}

/**
 * An image may be taken away, and the limit of its size may be lowered: who hands copies on to others (`s-maxage`) asks again
 * each time, and a reader keeps for a day what they were given.
 */
const kept = 'public, max-age=86400, s-maxage=0'
/** What may be asked for changes with that limit: nobody goes by what was said before. */
const askedAgain = 'public, no-cache'
const linkedData = `application/ld+json;profile="${context}"`

/** IIIF Image API 3.0, mounted at `/iiif/3`. */
export function imageRoutes({ images, origin }: ImageRouteParts) {
  const addressOf = (id: string): string => `${origin()}/iiif/3/${id}`
  const routes = new Hono<Env>()
  // Section 7.1: pictures are made to be shown elsewhere, and scripts of other sites read their information.
  routes.use(sharedHeaders)

  routes.get('/:id', (c) => c.redirect(`${addressOf(encodeURIComponent(c.req.param('id')))}/info.json`, 303))

  routes.get('/:id/info.json', async (c) => {
    const found = await images.find(c.req.param('id'))
    if (!found.ok) return refused(c, found.error)
    const { id, sha256, showing, maxSide = '' } = found.value
    const wantsPlain = prefersPlain(c.req.header('accept'))
    const headers = {
      etag: `"${sha256.slice(0, 16)}/${showing}${maxSide}/info${wantsPlain ? '.json' : ''}"`,
      'cache-control': askedAgain,
      vary: 'accept',
      link: profileLink(showing === 'zoomed' ? 2 : 0),
    }
    if (isKnown(c, headers.etag)) return c.body(null, 304, headers)
    const document = JSON.stringify(imageInformation(found.value, addressOf(id)))
    return c.body(document, 200, { ...headers, 'content-type': wantsPlain ? 'application/json' : linkedData })
  })

  routes.get('/:id/:region/:size/:rotation/:file', async (c) => {
    const { id, region, size, rotation, file } = c.req.param()
    const dot = file.lastIndexOf('.')
    const words = {
      region,
      size,
      rotation,
      quality: file.slice(0, Math.max(0, dot)),
      format: file.slice(dot + 1),
    }
    const asked = await images.ask(id, words)
    if (!asked.ok) return refused(c, asked.error)
    const { image, placed, tag, mediaType } = asked.value
    const headers = {
      etag: `"${tag}"`,
      'cache-control': kept,
      link: `<${addressOf(image.id)}/${placed.canonical}>;rel="canonical", ${profileLink(image.showing === 'zoomed' ? 2 : 0)}`,
    }
    if (isKnown(c, headers.etag)) return c.body(null, 304, headers)
    const bytes = await images.picture(asked.value)
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { ...headers, 'content-type': mediaType })
  })
  return routes
}

const profileLink = (level: 0 | 2): string => `<http://iiif.io/api/image/3/level${level}.json>;rel="profile"`

/** Section 5.1: linked data, unless somebody asks for plain JSON and not for that. */
const prefersPlain = (accept = ''): boolean =>
  accept.includes('application/json') && !accept.includes('application/ld+json')

/** Whether the reader has this very answer already. A tag of ours has commas in it: tags are told apart by their quotes. */
const isKnown = (c: Context<Env>, etag: string): boolean => {
  const known = c.req.header('if-none-match') ?? ''
  return known.trim() === '*' || [...known.matchAll(/"[^"]*"/g)].some(([tag]) => tag === etag)
}

function refused(c: Context<Env>, refusal: ImageRefusal): Response {
  const { code, ...facts } = refusal
  return problem(c, {
    status: statusOf[code],
    code,
    words: 'museum',
    field: 'parameter' in refusal ? refusal.parameter : fieldOf[code],
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  })
}

const fieldOf: Readonly<Partial<Record<ImageRefusal['code'], string>>> = {
  image_unknown: 'identifier',
  image_region_outside: 'region',
  image_only_whole: 'region',
  image_size_empty: 'size',
  image_size_upscaled: 'size',
  image_size_beyond_limit: 'size',
}
