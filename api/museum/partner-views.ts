import { sha256OfText } from '../platform/sha256.ts'
import type { Addressing } from './partner-addressing.ts'
import {
  idIn,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  objectsIn,
  sideIn,
  textIn,
  typeIn,
} from './partner-json.ts'
import type { PartnerView } from './partner-object.ts'
import { partnerTexts } from './partner-text.ts'

const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** What a partner's canvas is called here: the same whenever it is read again. */
const viewIdOf = (canvas: string): string =>
  `v-${[...sha256OfText(canvas).subarray(0, 10)].map((byte) => letters[byte % letters.length]).join('')}`

/** The canvases of a manifest in their order, of version 3 or 2. */
export const canvasesIn = (manifest: JsonObject): readonly JsonObject[] =>
  manifest['sequences'] === undefined
    ? objectsIn(manifest['items']).filter((one) => typeIn(one) === 'Canvas')
    : objectsIn(objectsIn(manifest['sequences'])[0]?.['canvases'])

/** A view with a picture that an image service has, or that a page can show as it is; undefined for any other. */
export function viewOf(canvas: JsonObject, address: Addressing): PartnerView | undefined {
  const id = address.secured(idIn(canvas))
  const pictures = picturesOn(canvas)
  const found =
    pictures.map((picture) => withService(picture, address)).find((one) => one !== undefined) ??
    pictures.map((picture) => plainly(picture, address)).find((one) => one !== undefined)
  if (id === undefined || found === undefined) return undefined
  const { picture, said, shown } = found
  const extent = extentOf(picture) ?? extentOf(said)
  const sides = extentOf(canvas) ?? extent
  if (sides === undefined) return undefined
  return {
    id: viewIdOf(id),
    canvas: nameOf(idIn(canvas), id),
    label: partnerTexts(canvas['label']),
    ...sides,
    ...shown,
    ...(extent === undefined ? {} : { picture: extent }),
  }
}

/** As the partner writes it: it is a name, and others point at the same one. */
const nameOf = (written: string, id: string): string => (/[\s"#<>\\^`{|}]/.test(written) ? id : written)

function extentOf(of: JsonObject): { readonly width: number; readonly height: number } | undefined {
  const [width, height] = [sideIn(of['width']), sideIn(of['height'])]
  return width === undefined || height === undefined ? undefined : { width, height }
}

/** Pictures that are painted on a canvas; of a choice the first. */
function picturesOn(canvas: JsonObject): readonly JsonObject[] {
  const annotations = [
    ...objectsIn(canvas['items']).flatMap((page) => objectsIn(page['items'])),
    ...objectsIn(canvas['images']),
  ]
  return annotations
    .filter(
      ({ motivation }) =>
        motivation === undefined || listOf(motivation).some((one) => textIn(one).endsWith('painting')),
    )
    .flatMap((annotation) => objectsIn(annotation['body'] ?? annotation['resource']).flatMap(chosen))
    .filter((picture) => typeIn(picture) === 'Image')
}

const chosen = (body: JsonObject): readonly JsonObject[] => {
  const type = typeIn(body)
  if (type === 'Choice') return objectsIn(body['items']).slice(0, 1)
  if (type === 'SpecificResource') return objectsIn(body['source'] ?? body['full'])
  return isObject(body['default']) ? [body['default']] : [body]
}

type Service = { readonly service: string; readonly version: 2 | 3; readonly level: 0 | 1 | 2 }

/** A picture with what is said of how large it is, and by what it is shown. */
type Found = {
  readonly picture: JsonObject
  readonly said: JsonObject
  readonly shown: Service | { readonly plain: string }
}

function withService(picture: JsonObject, address: Addressing): Found | undefined {
  for (const said of objectsIn(picture['service'])) {
    const shown = serviceOf(said, address)
    if (shown !== undefined) return { picture, said, shown }
  }
  return undefined
}

/** Kinds that every browser shows; a scan as TIFF or JPEG 2000 is none. */
const shownKind = /^image\/(jpe?g|png|webp|gif|avif)$/i
const otherKind = /\.(tiff?|jp2|jpx|pdf|svg|psd|dng)$/i

/** A picture that only has its address. */
function plainly(picture: JsonObject, address: Addressing): Found | undefined {
  const plain = address.secured(idIn(picture))
  const kind = textIn(picture['format'])
  if (plain === undefined || (kind !== '' && !shownKind.test(kind))) return undefined
  if (kind === '' && otherKind.test(new URL(plain).pathname)) return undefined
  return { picture, said: picture, shown: { plain } }
}

/** An image service of version 2 or 3; undefined for older ones and for others (search, log-in). */
function serviceOf(said: JsonObject, address: Addressing): Service | undefined {
  const id = address.secured(idIn(said))?.replace(/\/(info\.json)?$/, '')
  const version = versionOf(said)
  // Whatever is asked of it is put behind its address.
  if (id === undefined || version === undefined || /[?#]/.test(id)) return undefined
  const level = /level([012])/.exec(profileOf(said['profile']))?.[1] ?? '0'
  return { service: id, version, level: Number(level) as 0 | 1 | 2 }
}

const profileOf = (profile: Json): string => textIn(listOf(profile).find((one) => typeof one === 'string'))

function versionOf(said: JsonObject): 2 | 3 | undefined {
  const type = typeIn(said)
  if (type === 'ImageService3') return 3
  if (type === 'ImageService2') return 2
  const words = [...listOf(said['@context']).map(textIn), profileOf(said['profile'])].join(' ')
  if (/\/image\/3\//.test(words)) return 3
  return /\/image\/2\//.test(words) ? 2 : undefined
}
