import { isDeepStrictEqual } from 'node:util'
import type { Store } from '../../db/store.ts'
import type { TestBooks } from './books.ts'
import type { Command } from './ledger-commands.ts'
import type { ModelCorrections } from './model-corrections.ts'
import type { Model } from './model.ts'

/** What a keyed use case answers. */
export type Told =
  | { readonly ok: true; readonly value: { readonly answer: unknown; readonly replayed: boolean } }
  | { readonly ok: false; readonly error: { readonly code: string } }

/** Runs a use case under a key; `alteredBy` is not 0 where it comes again with other content. */
export type Run = (key: string, alteredBy: number) => Promise<Told>

export type Shop = { readonly id: string; readonly accountId: string }

/** A top-up that a lot is of: it can be undone and disputed. */
export type CreditedTopUp = {
  readonly topUpJournalId: string
  readonly walletId: string
  readonly place: number
  /** Where it was begun on a page: of which top-up. */
  readonly topupId?: string
  voided: boolean
}

/** A small world on open books, beside its model. Lists grow while it is walked. */
export type World = {
  readonly books: TestBooks
  readonly model: Model
  readonly corrections: ModelCorrections
  readonly wallets: string[]
  /** Of each of the first wallets, the phone that holds it. */
  readonly phones: readonly { readonly walletId: string; readonly deviceId: string }[]
  readonly shops: readonly Shop[]
  /** All accounts that the checks look at. */
  readonly accounts: string[]
  readonly payments: { id: string; account: string }[]
  readonly topUps: CreditedTopUp[]
  /** Journals that a correction may be of. */
  readonly journals: string[]
  readonly send: (run: Run, field?: string) => Promise<Told>
  /** Throws where a refusal changed the books. */
  readonly unless: <T extends { readonly ok: boolean }>(run: () => Promise<T>) => Promise<T>
}

export type Acts<Name extends Command['do']> = {
  [One in Name]: (step: Extract<Command, { do: One }>) => Promise<void>
}

/** How much of the books is looked at around each command. */
export type WalkChecks = {
  /** What neither a refusal nor a repetition may change. */
  readonly text: (store: Store, accounts: readonly string[]) => Promise<string>
  /** Throws where the books are wrong. */
  readonly books: (store: Store, accounts: readonly string[]) => Promise<void>
}

/** Throws where two values are not the same; fields that are not there are as good as undefined ones. */
export function same(seen: unknown, wanted: unknown): void {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
  if (!isDeepStrictEqual(plain(seen), plain(wanted)))
    throw new Error(`seen ${JSON.stringify(seen)}, wanted ${JSON.stringify(wanted)}`)
}

/** What a result says of itself: `ok`, or the code of the refusal. */
export const told = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  result.ok ? 'ok' : result.error!.code

/** One of a list that a number means; undefined of an empty one. */
export const oneOf = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(list.length, 1)]

/** Runs keyed use cases, and remembers how to send each key again, as it was or with other content. */
export function keyedSender(books: TestBooks, text: () => Promise<string>) {
  const past: ((altered: boolean) => Promise<void>)[] = []
  const unless: World['unless'] = async (run) => {
    const before = await text()
    const done = await run()
    if (!done.ok) same(await text(), before)
    return done
  }
  const send: World['send'] = async (run, field = 'amountYen') => {
    const key = books.key()
    const first = await unless(() => run(key, 0))
    // Nothing is kept of it: later it may be done.
    if (!first.ok && first.error.code === 'busy_try_again') return first
    past.push(async (altered) => {
      const booksBefore = await text()
      const again = await run(key, altered ? 1 : 0)
      same(await text(), booksBefore)
      if (altered) same(again, { ok: false, error: { code: 'key_reused_with_other_content', field } })
      else if (first.ok) same(again, { ok: true, value: { answer: first.value.answer, replayed: true } })
      else same(again, { ok: false, error: { code: 'key_failed_before', firstCode: first.error.code } })
    })
    return first
  }
  return { send, unless, again: async (number: number, altered: boolean) => oneOf(past, number)?.(altered) }
}
