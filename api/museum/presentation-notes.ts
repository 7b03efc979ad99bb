import type { LanguageMap } from './language-map.ts'

/** A part of a manifest of version 3, as it is made here. */
type Json = Readonly<Record<string, unknown>>

/** A text that a manifest says on a view: what is written there, or what a story tells of it. */
export type Note = {
  /** Its address. */
  readonly id: string
  readonly motivation: string
  readonly text: string
  readonly body: Json
  /** The view, or a part of it. */
  readonly target: string
}

/** An item or a story as far as words are looked for in it. */
export type NotedDocument = {
  readonly id: string
  readonly label: LanguageMap
  readonly notes: readonly Note[]
}

const list = (of: Json, name: string): readonly Json[] => (of[name] ?? []) as readonly Json[]

/** Every text on the views of a manifest, in its order. */
export const notesIn = (manifest: Json): readonly Note[] =>
  list(manifest, 'items')
    .flatMap((view) => list(view, 'annotations'))
    .flatMap((page) => list(page, 'items'))
    .map((annotation) => {
      const { id, motivation, target } = annotation as Record<'id' | 'motivation' | 'target', string>
      const body = annotation['body'] as Json
      return { id, motivation, target, body, text: body['value'] as string }
    })
