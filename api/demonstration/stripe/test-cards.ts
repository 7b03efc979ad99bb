import type { PaymentError } from './objects.ts'

/** What a test card does, as Stripe's documentation lists them (docs.stripe.com/testing). */
export type TestCard = {
  readonly number: string
  /** Key of its sentence in the words `standin:cards`. */
  readonly name: string
  /** The owner's bank asks for approval first (3-D Secure). */
  readonly challenged: boolean
  readonly declined: PaymentError | null
}

const declined = (decline_code: string, message: string, code = 'card_declined'): PaymentError => ({
  type: 'card_error',
  code: code,
  decline_code,
  message,
  doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`,
})

/** The first is offered first. */
export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', name: 'succeeds', challenged: false, declined: null },
  { number: '4000002760003184', name: 'challenged', challenged: true, declined: null },
  {
    number: '4000000000009995',
    name: 'insufficient',
    challenged: false,
    declined: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  {
    number: '4000000000000002',
    name: 'declined',
    challenged: false,
    declined: declined('generic_decline', 'Your card was declined.'),
  },
  {
    number: '4000000000000069',
    name: 'expired',
    challenged: false,
    declined: declined('expired_card', 'Your card has expired.', 'expired_card'),
  },
  {
    number: '4000008400001629',
    name: 'challenged_declined',
    challenged: true,
    declined: declined('generic_decline', 'Your card was declined.'),
  },
]

/** What every number that is no test card gets, word for word as in Stripe's test mode. */
export const realCardRefused: PaymentError = declined(
  'test_mode_live_card',
  'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
)

/** The test card with this number as typed; full-width digits, spaces and dashes are forgiven. */
export const findTestCard = (typed: string): TestCard | undefined => {
  const digits = typed.normalize('NFKC').replaceAll(/[\s\p{Pd}ー−]/gu, '')
  return testCards.find((card) => card.number === digits)
}
