/** The context of IIIF Presentation 3.0: alone in a file, because devices that point at a detail need no more. */
export const presentationContext = 'http://iiif.io/api/presentation/3/context.json'

/** The context of navPlace, which says where something is. */
export const placeContext = 'http://iiif.io/api/extension/navplace/context.json'
