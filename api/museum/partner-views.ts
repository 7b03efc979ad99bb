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

/** A view with a picture that an image service has; undefined for any other. */
export function viewOf(canvas: JsonObject, address: Addressing): PartnerView | undefined {
  const id = address.secured(idIn(canvas))
  const found = picturesOn(canvas)
    .map((picture) => withService(picture, address))
    .find((one) => one !== undefined)
  if (id === undefined || found === undefined) return undefined
  const { picture, service } = found
  const extent = extentOf(picture) ?? extentOf(service.said)
  const sides = extentOf(canvas) ?? extent
  if (sides === undefined) return undefined
  return {
    id: viewIdOf(id),
    canvas: nameOf(idIn(canvas), id),
    label: partnerTexts(canvas['label']),
    ...sides,
    service: service.id,
    version: service.version,
    level: service.level,
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

type Service = {
  readonly id: string
  readonly version: 2 | 3
  readonly level: 0 | 1 | 2
  readonly said: JsonObject
}

function withService(picture: JsonObject, address: Addressing) {
  const service = objectsIn(picture['service'])
    .map((one) => serviceOf(one, address))
    .find((one) => one !== undefined)
  return service === undefined ? undefined : { picture, service }
}

/** An image service of version 2 or 3; undefined for older ones and for others (search, log-in). */
function serviceOf(said: JsonObject, address: Addressing): Service | undefined {
  const id = address.secured(idIn(said))?.replace(/\/(info\.json)?$/, '')
  const version = versionOf(said)
  // Whatever is asked of it is put behind its address.
  if (id === undefined || version === undefined || /[?#]/.test(id)) return undefined
  const level = /level([012])/.exec(profileOf(said['profile']))?.[1] ?? '0'
  return { id, version, level: Number(level) as 0 | 1 | 2, said }
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
