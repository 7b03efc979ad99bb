import { type RightsName, rights } from './rights.ts'

/** The same address however it is written: `https`, without its last slash, with the page for readers behind it. */
const bare = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/(legalcode|deed)([.-][\w-]+)?$/, '')
    .replace('rightsstatements.org/page/', 'rightsstatements.org/vocab/')
    .replace(/\?.*$/, '')
    .replace(/\/+$/, '')

const names: ReadonlyMap<string, RightsName> = new Map(
  (Object.keys(rights) as RightsName[]).map((name) => [bare(rights[name]), name]),
)

/**
 * What may be done with a work by the address that its manifest gives; undefined for any that the hub has no words for. An
 * older version of a licence, or one of another law, is not the same licence.
 */
export const rightsNameOf = (address: string): RightsName | undefined => names.get(bare(address))
