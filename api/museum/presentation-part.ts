import { presentationContext } from './presentation-context.ts'

type Part = Readonly<Record<string, unknown>>

const partsOf = (of: Part, name: string): readonly Part[] => (of[name] as readonly Part[] | undefined) ?? []

/** Views, chapters, pages of annotations and the annotations themselves: all of a manifest that has an address of its own. */
function partsIn(manifest: Part): readonly Part[] {
  const canvases = partsOf(manifest, 'items')
  const pages = canvases.flatMap((one) => [...partsOf(one, 'items'), ...partsOf(one, 'annotations')])
  const annotations = pages.flatMap((one) => partsOf(one, 'items'))
  return [...canvases, ...partsOf(manifest, 'structures'), ...pages, ...annotations]
}

/** What a manifest says under an address, as a document of its own that names the manifest; undefined where it says nothing. */
export function partOf(manifest: Part | undefined, address: string): Record<string, unknown> | undefined {
  if (manifest === undefined) return undefined
  const found = partsIn(manifest).find(({ id }) => id === address)
  if (found === undefined) return undefined
  const { id, type, label } = manifest
  return { '@context': presentationContext, ...found, partOf: [{ id, type, label }] }
}
