/**
 * What IIIF Presentation 3.0 says that documents MUST be, read from its text (section 3, property by property). Answers
 * each breach with the place where it is; nothing for a document that keeps them all.
 */
type Json = Record<string, unknown>
type Breaches = (path: string, what: string) => void

const context = 'http://iiif.io/api/presentation/3/context.json'

export function presentationBreaches(document: unknown, fetchedFrom: string): string[] {
  const found: string[] = []
  const tell: Breaches = (path, what) => void found.push(`${path}: ${what}`)
  const top = document as Json
  const contexts: readonly unknown[] = [top['@context']].flat()
  if (contexts.at(-1) !== context) tell('@context', 'the context of the version stands last')
  if (contexts.indexOf(context) !== contexts.length - 1) tell('@context', 'the context stands twice')
  if (
    top['navPlace'] !== undefined &&
    !contexts.includes('http://iiif.io/api/extension/navplace/context.json')
  )
    tell('@context', 'navPlace is not explained')
  if (top['id'] !== fetchedFrom) tell('id', `is not the address ${fetchedFrom}`)
  if (top['type'] !== 'Manifest' && top['type'] !== 'Collection') tell('type', String(top['type']))
  checkResource(top, '', tell)
  const canvases = new Set(
    ((top['type'] === 'Manifest' ? top['items'] : []) as Json[]).map((one) => one['id']),
  )
  for (const range of (top['structures'] ?? []) as Json[])
    for (const one of range['items'] as Json[])
      if (!canvases.has(one['id'])) tell('structures', `${String(one['id'])} is no canvas of the manifest`)
  const ids = allIds(top)
  if (new Set(ids).size !== ids.length) tell('id', 'two resources have the same')
  return found
}

/** Ids of all that is embedded. */
function allIds(top: Json): string[] {
  if (top['type'] !== 'Manifest') return (top['items'] as Json[]).map((one) => String(one['id']))
  const canvases = top['items'] as Json[]
  const pages = canvases.flatMap((one) => [
    ...((one['items'] ?? []) as Json[]),
    ...((one['annotations'] ?? []) as Json[]),
  ])
  const annotations = pages.flatMap((one) => one['items'] as Json[])
  const ranges = (top['structures'] ?? []) as Json[]
  return [top, ...canvases, ...pages, ...annotations, ...ranges].map((one) => String(one['id']))
}

const layoutBehaviors: ReadonlySet<string> = new Set(['unordered', 'individuals', 'continuous', 'paged'])
const known: Record<string, readonly string[]> = {
  Collection: ['label', 'items'],
  Manifest: ['label', 'items'],
  AnnotationPage: ['items'],
  Annotation: ['motivation', 'target', 'body'],
  Range: ['items'],
  Agent: ['label'],
}

function checkResource(resource: Json, path: string, tell: Breaches): void {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  checkId(resource, at('id'), tell)
  const type = String(resource['type'] ?? resource['@type'])
  for (const name of known[type] ?? []) if (resource[name] === undefined) tell(at(name), 'missing')
  checkTexts(resource, at, tell)
  checkLinks(resource, at, tell)
  checkTechnical(resource, type, at, tell)
  for (const name of ['items', 'structures', 'annotations'] as const) {
    if (resource[name] === undefined) continue
    if (!Array.isArray(resource[name])) tell(at(name), 'is no list')
    const list = resource[name] as Json[]
    if (list.length === 0 && type !== 'Collection') tell(at(name), 'is empty')
    list.forEach((inner, n) => checkMember(type, name, inner, [at(`${name}.${n}`), tell]))
  }
}

const members: Record<string, readonly string[]> = {
  'Collection.items': ['Collection', 'Manifest'],
  'Manifest.items': ['Canvas'],
  'Manifest.structures': ['Range'],
  'Canvas.items': ['AnnotationPage'],
  'Canvas.annotations': ['AnnotationPage'],
  'AnnotationPage.items': ['Annotation'],
  'Range.items': ['Canvas', 'Range', 'SpecificResource'],
}

function checkMember(type: string, name: string, inner: Json, [path, tell]: [string, Breaches]): void {
  const innerType = String(inner['type'])
  if (!members[`${type}.${name}`]?.includes(innerType))
    tell(`${path}.type`, `${innerType} in ${type}.${name}`)
  // Referenced, not embedded: id, type and label are all that must be there.
  if (type === 'Collection' || type === 'Range') {
    checkId(inner, `${path}.id`, tell)
    if (type === 'Collection') {
      if (inner['label'] === undefined) tell(`${path}.label`, 'missing')
      checkTexts(inner, (field) => `${path}.${field}`, tell)
      checkLinks(inner, (field) => `${path}.${field}`, tell)
    }
    return
  }
  if (innerType === 'Annotation' && name === 'items') checkAnnotation(inner, path, tell)
  checkResource(inner, path, tell)
}

function checkAnnotation(annotation: Json, path: string, tell: Breaches): void {
  const body = annotation['body'] as Json
  if (annotation['motivation'] === 'painting') {
    if (body['type'] === 'Sound') {
      if (!(Number(body['duration']) > 0)) tell(`${path}.body.duration`, 'is none')
      if (!String(body['format']).startsWith('audio/')) tell(`${path}.body.format`, 'is no sound')
    } else {
      if (body['type'] !== 'Image') tell(`${path}.body`, 'is no picture')
      checkPicture(body, `${path}.body`, tell)
    }
  } else if (['supplementing', 'commenting'].includes(String(annotation['motivation']))) {
    if (body['type'] !== 'TextualBody' || typeof body['value'] !== 'string')
      tell(`${path}.body`, 'is no text')
    if (body['language'] !== undefined && !Array.isArray(body['language']))
      tell(`${path}.body.language`, 'is no list')
  } else tell(`${path}.motivation`, String(annotation['motivation']))
}

function checkId(resource: Json, path: string, tell: Breaches): void {
  const id = resource['id'] ?? resource['@id']
  if (typeof id !== 'string' || !/^https?:\/\/[^\s]+$/.test(id)) return tell(path, 'is no HTTP(S) URI')
  if (!URL.canParse(id)) tell(path, 'is no URI')
  if (resource['type'] === 'Canvas' && id.includes('#')) tell(path, 'of a canvas has a fragment')
}

function checkMap(map: unknown, path: string, tell: Breaches): void {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return tell(path, 'is no language map')
  if (Object.keys(map).length === 0) tell(path, 'has no entry')
  for (const [language, texts] of Object.entries(map)) {
    if (!/^[a-zA-Z-][a-zA-Z-]*$/.test(language)) tell(path, `${language} is no language`)
    if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string'))
      tell(`${path}.${language}`, 'is no list of texts')
  }
}

/** Section 4.3: in a label nothing is HTML; in a value, summary or required statement only what begins with `<` and ends with `>`. */
const safeLink = /^<a href="https?:\/\/[^"<>]+">[^<>]*<\/a>$/

function checkTexts(resource: Json, at: (name: string) => string, tell: Breaches): void {
  for (const name of ['label', 'summary'])
    if (resource[name] !== undefined) checkMap(resource[name], at(name), tell)
  const pairs = [
    ...((resource['metadata'] ?? []) as Json[]).map((pair, n) => [at(`metadata.${n}`), pair] as const),
    ...(resource['requiredStatement'] === undefined
      ? []
      : [[at('requiredStatement'), resource['requiredStatement'] as Json] as const]),
  ]
  for (const [path, pair] of pairs) {
    checkMap(pair['label'], `${path}.label`, tell)
    checkMap(pair['value'], `${path}.value`, tell)
    for (const text of Object.values(pair['value'] as Record<string, string[]>).flat())
      if (text.startsWith('<') && text.endsWith('>') && !safeLink.test(text))
        tell(`${path}.value`, `unsafe HTML ${text}`)
  }
  const texts = [resource['label'], resource['summary']].flatMap((map) =>
    Object.values((map ?? {}) as Record<string, string[]>).flat(),
  )
  if (texts.some((text) => text.startsWith('<'))) tell(at('label'), 'looks like HTML')
}

/** Required beside `id` and `type`. */
const linkFields: Record<string, readonly string[]> = {
  homepage: ['label'],
  rendering: ['label'],
  seeAlso: [],
  partOf: [],
  provider: ['label'],
  thumbnail: [],
}

function checkLinks(resource: Json, at: (name: string) => string, tell: Breaches): void {
  for (const [name, required] of Object.entries(linkFields)) {
    const value = resource[name]
    if (value === undefined) continue
    if (!Array.isArray(value) || value.length === 0) {
      tell(at(name), 'is no list')
      continue
    }
    ;(value as Json[]).forEach((one, n) => {
      const path = at(`${name}.${n}`)
      checkId(one, `${path}.id`, tell)
      if (typeof one['type'] !== 'string') tell(`${path}.type`, 'missing')
      for (const field of required) if (one[field] === undefined) tell(`${path}.${field}`, 'missing')
      checkTexts(one, (field) => `${path}.${field}`, tell)
      if (name === 'provider') checkAgent(one, path, tell)
      if (name === 'thumbnail') checkPicture(one, path, tell)
      const languages = one['language']
      if (languages !== undefined && !Array.isArray(languages)) tell(`${path}.language`, 'is no list')
    })
  }
}

function checkAgent(agent: Json, path: string, tell: Breaches): void {
  if (agent['type'] !== 'Agent') tell(`${path}.type`, 'is no Agent')
  checkLinks(agent, (field) => `${path}.${field}`, tell)
}

function checkPicture(picture: Json, path: string, tell: Breaches): void {
  checkId(picture, `${path}.id`, tell)
  for (const side of ['width', 'height'])
    if (!Number.isInteger(picture[side]) || (picture[side] as number) < 1)
      tell(`${path}.${side}`, 'is no positive integer')
  // A picture of another house may stand for itself.
  if (picture['service'] === undefined) return
  if (!Array.isArray(picture['service'])) return tell(`${path}.service`, 'is no list')
  for (const service of picture['service'] as Json[]) {
    const [id, type] = [service['id'] ?? service['@id'], service['type'] ?? service['@type']]
    if (typeof id !== 'string' || typeof type !== 'string') tell(`${path}.service`, 'has no id and type')
    if (service['@context'] !== undefined) tell(`${path}.service`, 'brings its context')
    if (!String(picture['id']).startsWith(`${String(id)}/`))
      tell(`${path}.service`, 'is not that of the picture')
  }
}

/** A canvas has both sides, or a duration, or all of them; what is only heard has no sides. */
function checkExtent({ height, width, duration }: Json, at: (name: string) => string, tell: Breaches): void {
  const isHeard = height === undefined && width === undefined && Number(duration) > 0
  if (!isHeard && ![height, width].every((side) => Number.isInteger(side) && (side as number) > 0))
    tell(at('height'), 'and width are no positive integers')
}

function checkTechnical(resource: Json, type: string, at: (name: string) => string, tell: Breaches): void {
  const { rights, navDate, navPlace, viewingDirection, behavior } = resource
  if (
    rights !== undefined &&
    !/^http:\/\/(creativecommons\.org\/(licenses|publicdomain)|rightsstatements\.org\/vocab)\/.+\/$/.test(
      String(rights),
    )
  )
    tell(at('rights'), String(rights))
  if (
    navDate !== undefined &&
    (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(String(navDate)) ||
      Number.isNaN(Date.parse(String(navDate))))
  )
    tell(at('navDate'), String(navDate))
  if (navDate !== undefined && !['Collection', 'Manifest', 'Range', 'Canvas'].includes(type))
    tell(at('navDate'), `of a ${type}`)
  if (
    viewingDirection !== undefined &&
    !['left-to-right', 'right-to-left', 'top-to-bottom', 'bottom-to-top'].includes(String(viewingDirection))
  )
    tell(at('viewingDirection'), String(viewingDirection))
  if (viewingDirection !== undefined && !['Collection', 'Manifest', 'Range'].includes(type))
    tell(at('viewingDirection'), `of a ${type}`)
  if (
    behavior !== undefined &&
    (!Array.isArray(behavior) ||
      behavior.some((one) => !layoutBehaviors.has(String(one))) ||
      behavior.length !== 1)
  )
    tell(at('behavior'), JSON.stringify(behavior))
  if (type === 'Canvas') checkExtent(resource, at, tell)
  if (navPlace !== undefined) checkPlace(navPlace as Json, at('navPlace'), tell)
}

function checkPlace(place: Json, path: string, tell: Breaches): void {
  checkId(place, `${path}.id`, tell)
  if (place['type'] !== 'FeatureCollection') tell(path, 'is no FeatureCollection')
  for (const feature of place['features'] as Json[]) {
    if (feature['type'] !== 'Feature') tell(path, 'holds no Feature')
    const { type, coordinates } = feature['geometry'] as { type: string; coordinates: [number, number] }
    if (type !== 'Point' || Math.abs(coordinates[0]) > 180 || Math.abs(coordinates[1]) > 90)
      tell(path, 'is no point')
    checkMap((feature['properties'] as Json)['label'], `${path}.label`, tell)
  }
}
