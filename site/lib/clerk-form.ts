import { textOf, yenOf } from './shop-form.ts'

/** What the page of clerks and tills sends. */
export const staffSteps = ['add', 'change', 'pin', 'end', 'till', 'make'] as const

/** A clerk as the form has it; what is no number is sent as one that is refused, so that there is one judge. */
export function clerkOf(form: FormData) {
  const yen = (name: string): number => {
    const typed = yenOf(textOf(form, name))
    return Number.isNaN(typed) ? -1 : typed
  }
  return {
    name: textOf(form, 'name'),
    mayTake: textOf(form, 'mayTake') === 'yes',
    maySeeTakings: textOf(form, 'maySeeTakings') === 'yes',
    refundYenMax: yen('refundYenMax'),
    refundDayYenMax: yen('refundDayYenMax'),
  }
}
