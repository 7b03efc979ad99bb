import { presentationContext } from './presentation-context.ts'

/** A part of a view, in its own units. */
export type StateRegion = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What somebody points at: a view of a manifest, or a part of it. */
export type ContentState = {
  readonly manifest: string
  readonly canvas: string
  readonly region?: StateRegion
}

/** As it stands in an address behind `iiif-content=` (IIIF Content State 1.0, section 6): safe in any address. */
export const encodeState = (text: string): string =>
  btoa(encodeURIComponent(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** What was encoded; undefined for what nobody encoded so. */
export function decodeState(encoded: string): string | undefined {
  if (!/^[\w-]*$/.test(encoded)) return undefined
  try {
    return decodeURIComponent(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return undefined
  }
}

/** An annotation that points at a part of a view, for any viewer that reads content states. */
export function pointingAt({ manifest, canvas, region }: ContentState): string {
  const fragment =
    region === undefined ? '' : `#xywh=${region.x},${region.y},${region.width},${region.height}`
  return encodeState(
    JSON.stringify({
      '@context': presentationContext,
      id: `${manifest}#state`,
      type: 'Annotation',
      motivation: ['contentState'],
      target: { id: `${canvas}${fragment}`, type: 'Canvas', partOf: [{ id: manifest, type: 'Manifest' }] },
    }),
  )
}

/** Longer than any state of ours, and than most addresses may be. */
const longestState = 8_000

/**
 * Reads what `iiif-content=` says: an encoded annotation, its target alone, or a plain address. Undefined for what
 * points at no view.
 */
export function parseState(text: string): Partial<ContentState> | undefined {
  if (text.length > longestState) return undefined
  if (/^https?:\/\//.test(text)) return { manifest: text }
  const decoded = decodeState(text)
  const told = decoded === undefined ? undefined : jsonOf(decoded)
  return told === undefined ? undefined : targetOf(told)
}

type Json = Readonly<Record<string, unknown>>

function jsonOf(text: string): Json | undefined {
  try {
    const told: unknown = JSON.parse(text)
    return isObject(told) ? told : undefined
  } catch {
    return undefined
  }
}

const isObject = (told: unknown): told is Json =>
  typeof told === 'object' && told !== null && !Array.isArray(told)

function targetOf(told: Json): Partial<ContentState> | undefined {
  const [target] = told['type'] === 'Annotation' ? [told['target']].flat() : [told]
  if (!isObject(target) || typeof target['id'] !== 'string') return undefined
  const { id, type } = target
  if (type === 'Manifest') return { manifest: id }
  if (type !== 'Canvas') return undefined
  const [canvas = '', fragment] = id.split('#')
  const [parent] = [target['partOf']].flat()
  const manifest = isObject(parent) ? parent['id'] : parent
  const region = regionOf(fragment)
  return {
    canvas,
    ...(typeof manifest === 'string' ? { manifest } : {}),
    ...(region === undefined ? {} : { region }),
  }
}

function regionOf(fragment: string | undefined): StateRegion | undefined {
  const found = /^xywh=(?:pixel:)?(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})$/.exec(fragment ?? '')
  if (found === null) return undefined
  const [x, y, width, height] = found.slice(1).map(Number)
  return width === 0 || height === 0 ? undefined : { x: x!, y: y!, width: width!, height: height! }
}
