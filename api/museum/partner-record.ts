import type { Texts } from './draft-text.ts'
import type { LanguageMap } from './language-map.ts'
import type { PartnerObject, PartnerView } from './partner-object.ts'
import type { Canvas, PartnerLink } from './record.ts'

const mapOf = (texts: Texts): LanguageMap =>
  Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, [text]]))

const hasText = (texts: Texts): boolean => Object.keys(texts).length > 0

/** Where a record says whose object it is, and what its house wants said beside it. */
export const linkToPartner = (key: string, object: PartnerObject): PartnerLink => ({
  manifest: key,
  ...(hasText(object.provider) ? { provider: mapOf(object.provider) } : {}),
  ...(hasText(object.statement) ? { statement: mapOf(object.statement) } : {}),
  ...(object.rightsSaid === '' ? {} : { rights: object.rightsSaid }),
  ...(object.homepage === '' ? {} : { homepage: object.homepage }),
})

/** A view of a partner's, with nothing said yet for those who do not see it. */
export const canvasOfPartner = (view: PartnerView, name: LanguageMap): Canvas => ({
  id: view.id,
  label: hasText(view.label) ? mapOf(view.label) : name,
  width: view.width,
  height: view.height,
  image: {
    ...('plain' in view
      ? { from: 'plain', address: view.plain }
      : { from: 'elsewhere', service: view.service, version: view.version, level: view.level }),
    canvas: view.canvas,
    ...(view.picture === undefined ? {} : { picture: view.picture }),
  },
  alternative: {},
})
