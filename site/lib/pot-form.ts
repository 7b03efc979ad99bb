import { weekdays } from '../../api/currency/lot.ts'
import { potPeriods } from '../../api/currency/pot-validity.ts'
import { merchantClasses, purposes } from '../../api/merchants/merchant.ts'
import { textOf } from './shop-form.ts'

/** What a pot's money may be bound to, each a box to tick. */
export const potChoices = { merchantClasses, purposes, weekdays, endOf: potPeriods } as const

const fields = [
  ...(['municipality', 'nameJa', 'nameEn', 'validDays', 'lastDay', 'endOf'] as const),
  ...(['municipalities', 'merchantClasses', 'merchantCodes', 'purposes', 'weekdays'] as const),
  ...(['hours', 'reason'] as const),
] as const
export type PotField = (typeof fields)[number]

/** The field of the form that a problem is about; what is wrong inside of one is wrong with it. */
export function potField(name: string | undefined): PotField | undefined {
  const [first] = (name ?? '').split('.')
  return fields.find((field) => field === first)
}

/** Every box that was ticked. */
export const tickedIn = (form: FormData | undefined, name: PotField): readonly string[] =>
  form?.getAll(name).map(String) ?? []

/** Full-width digits and colons become plain ones. */
const plain = (form: FormData, name: string): string => textOf(form, name).normalize('NFKC').trim()

/** A pot as the API wants it: what was left empty is left out; what cannot be right is sent, and named by the API. */
export function potOf(form: FormData): Record<string, unknown> {
  const said = (name: string) => plain(form, name) || undefined
  const ticked = (name: PotField) => {
    const values = tickedIn(form, name)
    return values.length === 0 ? undefined : values
  }
  const [days, codes, from, until] = ['validDays', 'merchantCodes', 'hoursFrom', 'hoursUntil'].map(said)
  return {
    municipality: textOf(form, 'municipality'),
    nameJa: textOf(form, 'nameJa'),
    nameEn: plain(form, 'nameEn'),
    validDays: days === undefined ? undefined : /^\d{1,6}$/.test(days) ? Number(days) : days,
    lastDay: said('lastDay'),
    endOf: said('endOf'),
    municipalities: ticked('municipalities'),
    merchantClasses: ticked('merchantClasses'),
    merchantCodes: codes?.split(/[\s,、]+/).filter((code) => code !== ''),
    purposes: ticked('purposes'),
    weekdays: ticked('weekdays'),
    hours: from === undefined && until === undefined ? undefined : { from, until },
    reason: textOf(form, 'reason'),
  }
}
