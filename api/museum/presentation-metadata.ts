import { parseEdtf } from './edtf.ts'
import { dateInWords } from './edtf-words.ts'
import type { Announced } from './announced.ts'
import { inSpokenLanguages, type LanguageMap } from './language-map.ts'
import type { ItemBody } from './record.ts'
import { rightsName } from './rights.ts'

/** A line of a description: what it is, and what it says. */
export type Described = { readonly label: LanguageMap; readonly value: LanguageMap }

/** What is known of an item, in the order in which it is read; plain text but for links. */
export function describedItem(item: ItemBody): Described[] {
  const line = (key: string, value: LanguageMap | undefined): Described[] =>
    value === undefined ? [] : [{ label: inSpokenLanguages((t) => t(`museum:field.${key}`)), value }]
  return [
    ...line(
      'form',
      inSpokenLanguages((t) => t(`museum:form.${item.form}`)),
    ),
    ...line('date', dateOf(item)),
    ...item.descriptions.flatMap(({ field, value }) => line(field, value)),
    ...line('provenance', item.provenance),
    ...line('place', item.place?.label),
    ...line(
      'visit',
      inSpokenLanguages((t) => t(`museum:visit.${item.visit}`)),
    ),
    ...line(
      'rights',
      inSpokenLanguages((t) => t(`museum:rights.${rightsName(item.rights)}`)),
    ),
  ]
}

/** What visitors are told besides: the advantage, its drawback right behind it, and who answers. */
export const describedAnnounced = (announced: Announced): Described[] =>
  (['merit', 'demerit', 'contact'] as const).flatMap((part) => {
    const value = announced[part]
    return value === undefined ? [] : [{ label: inSpokenLanguages((t) => t(`museum:field.${part}`)), value }]
  })

/** The date in words; and as it is written for programs where nobody can read it. */
function dateOf({ date }: ItemBody): LanguageMap | undefined {
  if (date === undefined) return undefined
  const edtf = parseEdtf(date)
  return edtf.ok ? inSpokenLanguages((t) => dateInWords(edtf.value, t).trim()) : { none: [date] }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign]!)

/** Pages elsewhere that are about an item, as links that viewers show. */
export const describedLinks = ({ links }: ItemBody): Described[] =>
  links.map(({ address, label }) => ({
    label: inSpokenLanguages((t) => t('museum:field.link')),
    value: Object.fromEntries(
      Object.entries(label).map(([language, texts]) => [
        language,
        [`<a href="${escaped(address)}">${escaped(texts.join(' '))}</a>`],
      ]),
    ),
  }))
