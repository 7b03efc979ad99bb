import type { Clock } from '../platform/clock.ts'
import type { TakingsStore, TillPayment } from './ports.ts'
import type { Till } from './service.ts'
import { isNews, lateMs, toldOf, type TillPosition } from './till-position.ts'

/** What a till is told at once: payments that it did not know, in the order they came, and what went back of others. */
export type TillNews = Pick<Till, 'day' | 'count' | 'todayYen'> & {
  readonly payments: readonly TillPayment[]
  readonly refunded: readonly Pick<TillPayment, 'paymentId' | 'refundedYen'>[]
}

/** A till at the other end of a connection. */
export type TillLine = {
  readonly accountId: string
  readonly personId: string
  /** What the till was told before it connected. */
  readonly position: TillPosition
  /** False where it takes nothing more: it is gone, or reads too slowly and will come again. */
  readonly tell: (news: TillNews, position: TillPosition) => boolean
  /** A sign of life; false as with `tell`. */
  readonly beat: () => boolean
  /** Resolves when there is room for more. */
  readonly room: () => Promise<void>
  /** Whether who listens still may: the session may have been ended, or the part at the shop. */
  readonly stillMay: () => Promise<boolean>
  readonly end: () => void
}

export type TillFeedParts = {
  readonly takings: Pick<TakingsStore, 'after' | 'movedSince'>
  readonly till: (shop: { readonly accountId: string }) => Promise<Till>
  readonly clock: Clock
  readonly bounds: { readonly linesOfPerson: number; readonly lines: number }
}

/** Lines of a person: a shop’s tills, and some that were left open. */
export const tillBounds = { linesOfPerson: 12, lines: 2_000 }

type Connected = {
  readonly line: TillLine
  position: TillPosition
  /** What moved while older payments were still read; undefined once they have been. */
  waiting: TillPayment[] | undefined
}

/** How far back each turn reads. What was stored later than this after it was decided is found by a wide turn. */
const narrowMs = 2_000
const pageMost = 200

/**
 * Tells the tills that are connected to this process what moved, whichever process stored it: each turn reads once for all
 * of them what is new in the books. No line holds a connection of the database, and nothing is asked while nobody listens.
 */
export function tillFeed(parts: TillFeedParts) {
  const lines = new Set<Connected>()
  const turns = turnsOf(parts, lines)
  let closed = false
  return {
    /** Connects a till, which is told at once what it missed; or says why not. */
    connect: (line: TillLine): 'connected' | 'too_many_lines' | 'not_told_here' => {
      if (closed || lines.size >= parts.bounds.lines) return 'not_told_here'
      const ofPerson = [...lines].filter((one) => one.line.personId === line.personId)
      if (ofPerson.length >= parts.bounds.linesOfPerson) return 'too_many_lines'
      const connected: Connected = { line, position: line.position, waiting: [] }
      lines.add(connected)
      catchUp(parts, connected).catch(() => hangUp(lines, connected))
      return 'connected'
    },

    /** Forgets a till that went away. */
    leave: (line: TillLine): void => {
      for (const one of lines) if (one.line === line) lines.delete(one)
    },

    /** Looks once for what moved. A wide turn also finds what was long in being stored. */
    turn: async (width: 'narrow' | 'wide' = 'narrow'): Promise<void> => {
      if (lines.size > 0) await turns.take(width)
    },

    /** Ends the lines of who may no longer listen, and gives the others a sign of life. */
    beat: async (): Promise<void> => {
      for (const one of lines) if (!(await one.line.stillMay()) || !one.line.beat()) hangUp(lines, one)
    },

    /** Ends every line; none is connected afterwards. */
    close: (): void => {
      closed = true
      for (const one of lines) hangUp(lines, one)
    },

    connectedCount: (): number => lines.size,
  }
}

export type TillFeed = ReturnType<typeof tillFeed>

function hangUp(lines: Set<Connected>, one: Connected): void {
  lines.delete(one)
  one.line.end()
}

/** Reads what moved and tells each line of those shops; what was told is remembered, so that it costs nothing again. */
function turnsOf({ takings, till, clock }: TillFeedParts, lines: Set<Connected>) {
  /** Of each payment that was told to everybody: what had gone back of it then, and when that was. */
  const known = new Map<string, { readonly refundedYen: number; readonly at: number }>()
  const tellShop = async (accountId: string, payments: readonly TillPayment[], at: number): Promise<void> => {
    const listening = [...lines].filter((one) => one.line.accountId === accountId)
    if (listening.length > 0) {
      const totals = await till({ accountId })
      for (const one of listening) if (!offer(one, payments, totals)) hangUp(lines, one)
    }
    for (const { paymentId, refundedYen } of payments) known.set(paymentId, { refundedYen, at })
  }
  return {
    take: async (width: 'narrow' | 'wide'): Promise<void> => {
      const now = clock.now()
      const moved = await takings.movedSince(now - (width === 'wide' ? lateMs : narrowMs))
      const fresh = moved.filter((one) => known.get(one.paymentId)?.refundedYen !== one.refundedYen)
      const byShop = Map.groupBy(fresh, (one) => one.accountId)
      // Together: a busy minute moves many shops, and each asks the database for its own day.
      await Promise.all(
        Array.from(byShop, ([accountId, group]) => tellShop(accountId, group.map(withoutAccount), now)),
      )
      if (width === 'wide')
        for (const [paymentId, { at }] of known) if (at < now - 2 * lateMs) known.delete(paymentId)
    },
  }
}

/** As a till may see it. */
const withoutAccount = ({ paymentId, amountYen, refundedYen, paidAt }: TillPayment): TillPayment => ({
  paymentId,
  amountYen,
  refundedYen,
  paidAt,
})

/** Tells what the till does not know, if anything. */
function offer(connected: Connected, moved: readonly TillPayment[], totals: Till): boolean {
  if (connected.waiting !== undefined) {
    connected.waiting.push(...moved)
    return true
  }
  const payments = moved.filter((one) => isNews(connected.position, one))
  const refunded = moved.filter((one) => one.refundedYen > 0 && !payments.includes(one))
  return payments.length + refunded.length === 0 || say(connected, { payments, refunded, totals })
}

type Said = Pick<TillNews, 'payments' | 'refunded'> & { readonly totals: Till }

function say(connected: Connected, { payments, refunded, totals: { day, count, todayYen } }: Said): boolean {
  connected.position = payments.reduce(toldOf, connected.position)
  const back = refunded.map(({ paymentId, refundedYen }) => ({ paymentId, refundedYen }))
  return connected.line.tell({ day, count, todayYen, payments, refunded: back }, connected.position)
}

/** Reads what came while the till was away, page by page as it takes them, and lets it listen from then on. */
async function catchUp({ takings, till }: TillFeedParts, connected: Connected): Promise<void> {
  const { accountId } = connected.line
  let from = { paidAt: connected.position.floorAt, paymentId: '' }
  for (let isLast = false; !isLast;) {
    const page = await takings.after(accountId, from, pageMost)
    const totals = await till({ accountId })
    isLast = page.length < pageMost
    const waited = isLast ? (connected.waiting ?? []) : []
    const fresh = page.filter((one) => isNews(connected.position, one))
    if (!say(connected, { payments: fresh, refunded: [], totals })) throw new Error('the till went away')
    if (isLast) connected.waiting = undefined
    if (isLast && !offer(connected, waited, totals)) throw new Error('the till went away')
    from = page.at(-1) ?? from
    await connected.line.room()
  }
}
