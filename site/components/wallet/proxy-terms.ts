import { relations } from '../../../api/currency/proxy.ts'
import type { Relation } from '../../../api/currency/proxy.ts'
import type { ShownProblem } from '../../lib/api.ts'
import { yenAsTyped } from './yen-as-typed.ts'

/** What was typed of what somebody is to be let do. */
export const typedTerms = (form: FormData | undefined) => {
  const sent = (name: string, otherwise: string): string => String(form?.get(name) ?? otherwise).trim()
  return {
    relation: sent('relation', 'grandchild'),
    payment: sent('payment', '3000'),
    day: sent('day', '5000'),
    ends: sent('ends', ''),
  }
}

/** The same as it is asked for; what is no amount is asked as none, and refused by its field. */
export const askedTerms = ({ relation, payment, day, ends }: ReturnType<typeof typedTerms>) => ({
  relation: (relations.find((one) => one === relation) ?? relation) as Relation,
  paymentYenMax: yenAsTyped(payment) ?? 0,
  dayYenMax: yenAsTyped(day) ?? 0,
  ...(ends === '' ? {} : { endsOn: ends }),
})

const fieldsOfTerms: ReadonlySet<string> = new Set(['relation', 'paymentYenMax', 'dayYenMax', 'endsOn'])

/** Whether what is wrong stands beside one of these fields. */
export const isProblemOfTerms = (problem: ShownProblem | undefined): boolean =>
  fieldsOfTerms.has(problem?.field ?? '')
