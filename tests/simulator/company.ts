import { signEvent } from '../../api/demonstration/stripe/signature.ts'
import type { FaultKind } from '../../api/demonstration/stripe/faults.ts'
import { openStandIn } from '../../api/demonstration/stripe/index.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { cardKeys, origin } from './template.ts'

const controlToken = 'control-of-the-simulator'
const mount = '/demonstration/stripe'

type CheckoutRow = {
  readonly session: { readonly metadata: { readonly topupId: string }; readonly amount_total: number }
  readonly payment: { readonly status: string } | null
  readonly refunds: readonly {
    readonly amount: number
    readonly metadata?: { readonly cardRefundId?: string }
  }[]
}

/**
 * The card company: another house with a database of its own, which goes on while the hub lies dead. `deliver` brings
 * an event to the hub; it throws where nobody answers.
 */
export async function openCompany(
  clock: { readonly now: () => number },
  deliver: (request: Request) => Promise<Response>,
) {
  const store = openSqlite(':memory:')
  await migrate(store)
  await createDatabase(store, 'demonstration', clock)
  const standIn = await openStandIn({
    store,
    clock,
    ...cardKeys,
    origin: () => origin,
    deliver,
    controlToken,
  })
  const form = (path: string, fields: Record<string, string>) =>
    standIn.pages.request(path, { method: 'POST', body: new URLSearchParams(fields) })
  const bodies = async <Body>(kind: string) =>
    (await store.raw(`select body from stand_in_objects where kind = '${kind}' order by rowid`)).map(
      (row) => JSON.parse(String(row['body'])) as Body,
    )
  const waiting = async () =>
    Number(
      (await store.raw('select count(*) as n from stand_in_deliveries where delivered_at is null'))[0]!['n'],
    )

  return {
    fetch: standIn.fetch,
    turn: standIn.turn,
    waiting,
    payWith: async (payUrl: string, card: string) => {
      const path = new URL(payUrl).pathname.slice(mount.length)
      await form(path, { card })
      await form(path.replace('/pay/', '/challenge/'), { answer: 'approve' })
    },
    /** A voucher is asked for, and afterwards paid at a store or left to its end; PayPay is approved. */
    order: async (payUrl: string) => {
      const path = new URL(payUrl).pathname.slice(mount.length)
      await form(path, { email: 'hanako@example.com' })
      await form(path.replace('/pay/', '/challenge/'), { answer: 'approve' })
    },
    atStore: (payUrl: string, act: 'pay' | 'end') =>
      form(new URL(payUrl).pathname.slice(mount.length).replace('/pay/', '/voucher/'), { act }),
    fault: (kind: FaultKind, delayMs = 0) =>
      standIn.pages.request('/control/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stand-in-control': controlToken },
        body: JSON.stringify({ kind, delayMs }),
      }),
    /** The payer of a page disputes the payment, or the company decides. */
    dispute: (payUrl: string, how?: 'won' | 'lost') =>
      standIn.pages.request('/control/disputes', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stand-in-control': controlToken },
        body: JSON.stringify({ sessionId: new URL(payUrl).pathname.split('/').at(-1), how }),
      }),
    /** An event of before, signed anew: what a company sends that lost its notes. */
    oldEvent: async (choose: (count: number) => number): Promise<Request | undefined> => {
      const events = await bodies<object>('event')
      if (events.length === 0) return undefined
      const body = JSON.stringify(events[choose(events.length)])
      return new Request(`${origin}/api/stripe/webhook`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'stripe-signature': await signEvent(body, cardKeys.webhookSecret, clock.now()),
        },
        body,
      })
    },
    /** What cards were charged, by top-up. */
    charged: async () =>
      new Map(
        (await bodies<CheckoutRow>('checkout'))
          .filter(({ payment }) => payment?.status === 'succeeded')
          .map(({ session }) => [session.metadata.topupId, session.amount_total]),
      ),
    /** What went back to cards, by the name that went with it. */
    backToCards: async () =>
      (await bodies<CheckoutRow>('checkout')).flatMap(({ refunds }) =>
        refunds.flatMap(({ amount, metadata }) =>
          metadata?.cardRefundId === undefined ? [] : [[metadata.cardRefundId, amount] as const],
        ),
      ),
    close: () => store.close(),
  }
}

export type Company = Awaited<ReturnType<typeof openCompany>>
