/** A part of a manifest of version 3, as it is made here. */
type Json = Readonly<Record<string, unknown>>

const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[]

/** A page of annotations of version 3, and where it is had as a list of version 2. */
type AnnotationList = { readonly address: string; readonly page: Json }

/**
 * What stands on a view besides its pictures: what is written on it, what a story says of it, and what is heard, which
 * version 2 counts among it.
 */
export const annotationLists = (canvas: Json): readonly AnnotationList[] =>
  [...(canvas['width'] === undefined ? list(canvas['items']) : []), ...list(canvas['annotations'])].map(
    (page) => ({ address: listAddress(String(page['id'])), page }),
  )

/** `…/presentation/{id}/{page}` is had as `…/presentation-2/{id}/list/{page}`. */
const listAddress = (page: string): string =>
  page.replace(/\/iiif\/presentation\/([^/]+)\//, '/iiif/presentation-2/$1/list/')

/** The list of version 2 under an address; undefined where the manifest (of version 3) has none there. */
export function listInVersion2(manifest: Json, address: string): Record<string, unknown> | undefined {
  const found = list(manifest['items'])
    .flatMap(annotationLists)
    .find((one) => one.address === address)
  if (found === undefined) return undefined
  return {
    '@id': address,
    '@type': 'sc:AnnotationList',
    resources: list(found.page['items']).map(({ id, motivation, body, target }) => ({
      '@id': id,
      '@type': 'oa:Annotation',
      motivation: motivationOf[motivation as keyof typeof motivationOf],
      resource: contentOf(body as Json),
      on: target,
    })),
  }
}

/** Version 2 counts what is written or heard on a view as part of it, as a picture is: whoever shows it must say so. */
const motivationOf = {
  supplementing: 'sc:painting',
  painting: 'sc:painting',
  commenting: 'oa:commenting',
} as const

const contentOf = ({ id, type, value, format, language }: Json): Json =>
  type === 'TextualBody'
    ? {
        '@type': 'cnt:ContentAsText',
        chars: value,
        format,
        // One, not a list as in version 3; of what is in no known language nothing is said.
        ...(language === undefined ? {} : { language: (language as readonly string[])[0] }),
      }
    : { '@id': id, '@type': 'dctypes:Sound', format }
