/**
 * Facts for machines (schema.org). An approximate position is left out: a search engine would
 * draw it as an exact pin.
 */
export interface PlaceFacts {
  readonly type: string
  readonly name: string
  readonly alternateName?: string
  readonly description?: string
  readonly url: string
  readonly municipality?: string
  readonly position?: { readonly lat: number; readonly lng: number; readonly exact: boolean }
  readonly sameAs?: readonly string[]
}

export interface EventFacts {
  readonly name: string
  readonly description?: string
  readonly url: string
  readonly place?: string
  /** ISO days; absent when the date of the coming event is not known. */
  readonly start?: string
  readonly end?: string
}

export interface Crumb {
  readonly name: string
  readonly url: string
}

type Json = Record<string, unknown>

const known = (o: Json): Json => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined))

export function placeJson(f: PlaceFacts): Json {
  return known({
    '@context': 'https://schema.org',
    '@type': f.type,
    name: f.name,
    alternateName: f.alternateName,
    description: f.description,
    url: f.url,
    address:
      f.municipality === undefined
        ? undefined
        : { '@type': 'PostalAddress', addressCountry: 'JP', addressLocality: f.municipality },
    geo:
      f.position?.exact === true
        ? { '@type': 'GeoCoordinates', latitude: f.position.lat, longitude: f.position.lng }
        : undefined,
    sameAs: f.sameAs !== undefined && f.sameAs.length > 0 ? f.sameAs : undefined,
  })
}

export function eventJson(f: EventFacts): Json | undefined {
  if (f.start === undefined) return undefined
  return known({
    '@context': 'https://schema.org',
    '@type': 'Festival',
    name: f.name,
    description: f.description,
    url: f.url,
    startDate: f.start,
    endDate: f.end,
    location:
      f.place === undefined
        ? undefined
        : { '@type': 'Place', name: f.place, address: { '@type': 'PostalAddress', addressCountry: 'JP' } },
  })
}

export function crumbsJson(crumbs: readonly Crumb[]): Json {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map((c, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: c.name,
      item: c.url,
    })),
  }
}

/** JSON that may stand inside a script element: nothing in it can close the element. */
export function scriptText(json: Json): string {
  return JSON.stringify(json).replaceAll('<', '\\u003c')
}
