/** A payment on its way: kept in the browser from before it is sent until its answer is known. */
export type Unsent = {
  readonly key: string
  readonly merchantId: string
  readonly amountYen: number
  /** What was scanned; one that was kept before this was remembered counts as a printed board. */
  readonly codeKind?: 'printed' | 'sale'
  /** What the payer saw: the text that was scanned, and from which lots it was to be paid. */
  readonly code?: string | undefined
  readonly lots?: readonly { readonly lotId: string; readonly amountYen: number }[] | undefined
  readonly shop: string
  /** Epoch milliseconds. */
  readonly startedAt: number
}

const place = 'meguri.unsent'

/** After a day nobody wants to pay it any more: the shop has long been asked. */
const keptMs = 86_400_000

export function keepUnsent(unsent: Unsent): void {
  try {
    localStorage.setItem(place, JSON.stringify(unsent))
  } catch {
    // A browser that keeps nothing still pays; only the notice after a closed page is lost.
  }
}

export function forgetUnsent(): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing was kept.
  }
}

export function knownUnsent(): Unsent | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    return isUnsent(kept) && Date.now() - kept.startedAt < keptMs ? kept : undefined
  } catch {
    return undefined
  }
}

const isUnsent = (kept: unknown): kept is Unsent =>
  typeof kept === 'object' &&
  kept !== null &&
  typeof Reflect.get(kept, 'key') === 'string' &&
  typeof Reflect.get(kept, 'merchantId') === 'string' &&
  typeof Reflect.get(kept, 'amountYen') === 'number' &&
  typeof Reflect.get(kept, 'startedAt') === 'number'

export type Problem = {
  readonly code: string
  readonly title: string
  readonly facts?: { readonly spendableYen?: number }
}

export type Sent =
  | { readonly kind: 'paid'; readonly paymentId: string }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Nobody knows whether it arrived: send the same again. */
  | { readonly kind: 'unknown' }

/** How long an answer is waited for, milliseconds. */
const patienceMs = 20_000

/** Sends a payment under its key. Sent again with the same key it pays once, whatever was lost on the way. */
export async function sendPayment(unsent: Unsent, locale: string): Promise<Sent> {
  try {
    const answer = await fetch('/api/payments', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': unsent.key,
        'accept-language': locale,
      },
      body: JSON.stringify({
        merchantId: unsent.merchantId,
        amountYen: unsent.amountYen,
        codeKind: unsent.codeKind,
        code: unsent.code,
        lots: unsent.lots,
      }),
      signal: AbortSignal.timeout(patienceMs),
    })
    if (answer.status >= 500 || answer.status === 429) return { kind: 'unknown' }
    const body = (await answer.json()) as Problem & { paymentId: string }
    return answer.ok ? { kind: 'paid', paymentId: body.paymentId } : { kind: 'refused', problem: body }
  } catch {
    return { kind: 'unknown' }
  }
}
