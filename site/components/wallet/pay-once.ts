import { oneAtATime } from '../one-at-a-time.ts'
import { forgetUnsent, keepUnsent, sendPayment } from './unsent.ts'
import type { Problem, Unsent } from './unsent.ts'
import { asSaid, readSeen } from './seen-lots.ts'

/**
 * The confirming button: presses once however often it is pressed, keeps the payment visible while nobody knows
 * whether it arrived, and sends the same again under the same key. Without this the plain form does the same.
 */
const form = document.querySelector<HTMLFormElement>('form[data-pay]')
if (form) makeSafe(form)

/** Milliseconds between tries by itself; the button is there all the while. */
const waitsMs = [2_000, 5_000, 10_000, 20_000, 30_000]

/** Refusals of what the page told: the page that is opened again says what is true now. */
const codesGoneBy: ReadonlySet<string> = new Set([
  'payment_changed',
  'payment_code_ended',
  'sale_code_paid',
  'sale_code_withdrawn',
])

function makeSafe(root: HTMLFormElement): void {
  const button = root.querySelector<HTMLButtonElement>('button[type=submit]')!
  const state = document.querySelector<HTMLElement>('[data-pay-state]')!
  const problem = document.querySelector<HTMLElement>('[data-pay-problem]')!
  const words = root.dataset as Record<
    | 'locale'
    | 'receipts'
    | 'sending'
    | 'offline'
    | 'again'
    | 'merchant'
    | 'amount'
    | 'shop'
    | 'short'
    | 'anew'
    | 'scanned',
    string
  > & { code: 'printed' | 'sale' }
  const label = button.textContent
  const seen = asSaid(readSeen((root.elements.namedItem('lots') as HTMLInputElement).value))
  const keyField = root.elements.namedItem('key') as HTMLInputElement
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const press = oneAtATime(button)

  const say = (text: string): void => {
    state.textContent = text
    state.hidden = text === ''
  }

  const send = async (): Promise<void> => {
    clearTimeout(timer)
    problem.hidden = true
    say(words.sending)
    const unsent: Unsent = {
      key: keyField.value,
      merchantId: words.merchant,
      amountYen: Number(words.amount),
      codeKind: words.code,
      code: words.scanned,
      lots: seen.length > 0 ? seen : undefined,
      shop: words.shop,
      startedAt: Date.now(),
    }
    keepUnsent(unsent)
    const sent = await sendPayment(unsent, words.locale)
    if (sent.kind === 'unknown') return later()
    forgetUnsent()
    if (sent.kind === 'paid') location.replace(`${words.receipts}${sent.paymentId}?paid`)
    else refused(sent.problem)
  }

  const later = (): void => {
    say(words.offline)
    button.textContent = words.again
    const wait = waitsMs[tries++]
    if (wait !== undefined) timer = setTimeout(() => void press(send), wait)
  }

  const refused = (why: Problem): void => {
    say('')
    // The server's own page says what to do about it: money to add, another amount.
    if (why.code === 'insufficient_funds')
      return location.replace(`${words.short}${why.facts?.spendableYen ?? 0}`)
    // What the page told is not true any more: it is asked once more, with what is true now.
    if (codesGoneBy.has(why.code))
      return location.replace(`${words.anew}${crypto.randomUUID()}&refused=${why.code}`)
    button.textContent = label
    problem.textContent = why.title
    problem.hidden = false
    // A key that was refused stays refused: the next press is a new payment.
    keyField.value = crypto.randomUUID()
  }

  root.addEventListener('submit', (event) => {
    event.preventDefault()
    void press(send)
  })
  addEventListener('online', () => {
    if (!state.hidden) void press(send)
  })
}
