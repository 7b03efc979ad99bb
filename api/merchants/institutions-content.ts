import { content } from '../../content/index.ts'

const names = new Map(content.institutions.map(({ id, name }) => [id, name]))

/** What an institution of the published content is called; undefined: there is none. */
export const institutionName = (id: string): { readonly ja: string; readonly en: string } | undefined =>
  names.get(id)
