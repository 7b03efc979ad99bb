import type { PublishedImage } from './image-information.ts'
import type { LanguageMap } from './language-map.ts'
import { itemAsText, storyAsText } from './plain-text.ts'
import { presentationAddresses } from './presentation-addresses.ts'
import { collectionOf, topCollection, topCollectionOf } from './presentation-collection.ts'
import { manifestOf, type Surroundings } from './presentation-manifest.ts'
import { type NotedDocument, notesIn } from './presentation-notes.ts'
import { partOf } from './presentation-part.ts'
import { storyManifestOf } from './presentation-story.ts'
import { listInVersion2 } from './presentation-annotations-2.ts'
import { inVersion2, presentationContext2 } from './presentation-version-2.ts'
import type { ItemBody } from './record.ts'
import type { Records } from './record-service.ts'

export type PresentationParts = {
  readonly records: Records
  /** Our own image of an identifier; none where there is no disk for images. */
  readonly findImage: (identifier: string) => Promise<PublishedImage | undefined>
  /** Address that people reach the hub at; told late where the port is. */
  readonly origin: () => string
}

export type PresentationVersion = 2 | 3

/** Manifests and collections of what is published. */
export function presentationService({ records, findImage, origin }: PresentationParts) {
  async function surroundingsOf(items: readonly ItemBody[]): Promise<Surroundings> {
    const wanted = new Set(
      items.flatMap(({ canvases }) =>
        canvases.flatMap(({ image }) => (image.from === 'own' ? [image.identifier] : [])),
      ),
    )
    const found = await Promise.all([...wanted].map(findImage))
    const images = new Map(
      found.flatMap((image) => (image === undefined ? [] : [[image.id, image] as const])),
    )
    return { addresses: presentationAddresses(origin()), images }
  }

  async function collection(id: string): Promise<Record<string, unknown> | undefined> {
    if (id === topCollection) return topCollectionOf(await records.institutions(), await surroundingsOf([]))
    const holding = await records.holding(id)
    if (holding === undefined) return undefined
    return collectionOf(holding, await surroundingsOf(holding.items.map(({ body }) => body)))
  }

  const manifest = (id: string) => manifestIn(id, surroundingsOf)

  /** An item's or a story's, among what is found of the items that it shows. */
  async function manifestIn(
    id: string,
    around: typeof surroundingsOf,
  ): Promise<Record<string, unknown> | undefined> {
    const found = await records.item(id)
    if (found !== undefined) return manifestOf(found, await around([found.item.body]))
    const story = await records.story(id)
    const shown = [...(story?.items.values() ?? [])].map(({ item }) => item.body)
    return story && storyManifestOf(story, await around(shown))
  }

  /** An item or a story as far as words are looked for in it; what is written needs none of the pictures. */
  async function noted(id: string): Promise<NotedDocument | undefined> {
    const found = await manifestIn(id, () => surroundingsOf([]))
    return found && { id, label: found['label'] as LanguageMap, notes: notesIn(found) }
  }

  /** All that is written on an item's views, or a story, as plain text; undefined where there is none in that language. */
  async function plainText(id: string, language: string): Promise<string | undefined> {
    const told = { addresses: presentationAddresses(origin()), language }
    const item = await records.item(id)
    if (item !== undefined) return itemAsText(item, told)
    const story = await records.story(id)
    return story && storyAsText(story, told)
  }

  return {
    surroundingsOf,
    plainText,
    noted,
    /** The manifest of an item or a story under the address at which it was asked for; undefined where none is published. */
    manifest: async (id: string, version: PresentationVersion, address: string) =>
      inVersion(await manifest(id), version, address),
    /** A view, a chapter, a page of annotations or an annotation under its own address. */
    part: async (id: string, address: string) => partOf(await manifest(id), address),
    /** What stands on a view besides its pictures, as a list of version 2 under its own address. */
    list: async (id: string, address: string) => {
      const found = await manifest(id)
      const list = found && listInVersion2(found, address)
      return list && { '@context': presentationContext2, ...list }
    },
    /** An institution, a collection, or all institutions. */
    collection: async (id: string, version: PresentationVersion, address: string) =>
      inVersion(await collection(id), version, address),
  }
}

const inVersion = (
  document: Record<string, unknown> | undefined,
  version: PresentationVersion,
  address: string,
) => (document === undefined || version === 3 ? document : inVersion2(document, address))

export type Presentation = ReturnType<typeof presentationService>
