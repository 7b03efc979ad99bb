/**
 * What may be done with a work, as exactly one of these. The addresses are the ones that the two vocabularies define:
 * `http`, also where a browser is sent on to `https`.
 */
export const rights = {
  cc0: 'http://creativecommons.org/publicdomain/zero/1.0/',
  pdm: 'http://creativecommons.org/publicdomain/mark/1.0/',
  by: 'http://creativecommons.org/licenses/by/4.0/',
  bySa: 'http://creativecommons.org/licenses/by-sa/4.0/',
  byNc: 'http://creativecommons.org/licenses/by-nc/4.0/',
  byNcNd: 'http://creativecommons.org/licenses/by-nc-nd/4.0/',
  inCopyright: 'http://rightsstatements.org/vocab/InC/1.0/',
  inCopyrightEducation: 'http://rightsstatements.org/vocab/InC-EDU/1.0/',
  noCopyrightContract: 'http://rightsstatements.org/vocab/NoC-CR/1.0/',
  notEvaluated: 'http://rightsstatements.org/vocab/CNE/1.0/',
  undetermined: 'http://rightsstatements.org/vocab/UND/1.0/',
} as const

export type RightsName = keyof typeof rights
export type RightsAddress = (typeof rights)[RightsName]

export const rightsAddresses = Object.values(rights)

/** The name by which the hub has words for an address. */
export const rightsName = (address: RightsAddress): RightsName =>
  (Object.keys(rights) as RightsName[]).find((name) => rights[name] === address)!
/** Where a person reads the terms. */
export const rightsPage = (address: RightsAddress): string => address.replace(/^http:/, 'https:')

const reserved: ReadonlySet<string> = new Set([rights.inCopyright, rights.inCopyrightEducation])

/** Of a work in copyright only the whole is shown. */
export const isInCopyright = (address: RightsAddress): boolean => reserved.has(address)

/** Longest side of a picture of a work in copyright, pixels: enough to know it by, too little to print. */
export const copyrightSide = 1_200
