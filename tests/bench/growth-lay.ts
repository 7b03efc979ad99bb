import { auditSettings } from '../../api/audit/index.ts'
import { sealedHash, sealEntry } from '../../api/audit/canonical.ts'
import type { RecordedJournal } from '../../api/audit/canonical.ts'
import { signCheckpoint } from '../../api/audit/checkpoint.ts'
import { toBase64 } from '../../api/audit/hash.ts'
import type { Hash } from '../../api/audit/hash.ts'
import { grow, nameOf, nodesOf, rootOf } from '../../api/audit/merkle.ts'
import type { Signer } from '../../api/audit/note.ts'
import type { Bulk } from './growth-bulk.ts'
import { fillWallet, noRows, payShop, seeded } from './growth-rows.ts'
import type { LaidWallet, Rows, Shop } from './growth-rows.ts'

/** So many wallets pay in turn, drawn at random; each is filled once, pays so often and makes room for the next one. */
const payingAtOnce = 1_000
const paymentsEach = 99
const paymentYenMax = 300
const filledYen = paymentsEach * paymentYenMax
/** One wallet pays every hundredth time, a yen: the longest history there is. */
const busyShare = 100
const busyYen = 300_000
/** Wallets that are filled and left alone, for whoever pays by the shipped path. */
const purseCount = 256
/** The newest journals, whose takings no settlement has reached: half a month of a busy shop. */
const unsettledJournals = 4_000
/** Journals written in one transaction: so many lists of the sealing. */
const listsAtOnce = 32

export type Laid = {
  /** Wallets of the seeded writer, some with a history, some nearly without. */
  readonly wallets: readonly string[]
  readonly busiest: string
  /** Filled and never used here. */
  readonly purses: readonly string[]
  /** Takings since then wait for their roll-up. */
  readonly unsettledFrom: number
  /** When the last journal was written. */
  readonly until: number
}

export type LayParts = {
  readonly shops: readonly Shop[]
  readonly signer: Signer
  /** When the first journal was written; one follows each millisecond. */
  readonly from: number
  readonly seed: number
}

/**
 * Lays journals down as the shipped path would have written and sealed them: wallets filled by card that pay in shops, every
 * second time in the first one. The rest is one `lay` for each size.
 */
export function growing({ shops, signer, from, seed: first }: LayParts) {
  const seed = seeded(first)
  const validUntilAt = from + 2 * 365 * 86_400_000
  const paying: LaidWallet[] = []
  const [touched, wallets, purses] = [new Map<string, LaidWallet>(), [] as string[], [] as string[]]
  let busiest: LaidWallet | undefined
  let clearing = { yen: 0, times: 0 }
  let size = 0
  let edge: { readonly last: Hash | null; readonly tree: ReadonlyMap<string, Hash> } = {
    last: null,
    tree: new Map(),
  }

  const fill = (rows: Rows, at: number, yen: number) => {
    const filled = fillWallet(rows, seed, { at, amountYen: yen, validUntilAt })
    clearing = { yen: clearing.yen + yen, times: clearing.times + 1 }
    return filled
  }
  const pay = (rows: Rows, wallet: LaidWallet, at: number, amountYen: number) => {
    const shop = shops[seed.below(2) === 0 ? 0 : seed.below(shops.length)]!
    const paid = payShop(rows, seed, { wallet, shop, amountYen, at })
    touched.set(wallet.walletId, paid.wallet)
    return paid
  }
  const next = (rows: Rows, at: number): RecordedJournal => {
    if (purses.length < purseCount) {
      const { wallet, journal } = fill(rows, at, filledYen)
      purses.push(wallet.walletId)
      return journal
    }
    if (busiest === undefined || seed.below(busyShare) === 0) {
      const done = busiest === undefined ? fill(rows, at, busyYen) : pay(rows, busiest, at, 1)
      busiest = done.wallet
      return done.journal
    }
    const turn = seed.below(payingAtOnce)
    const wallet = paying[turn]
    const isSpent = wallet === undefined || wallet.version > paymentsEach
    const done = isSpent ? fill(rows, at, filledYen) : pay(rows, wallet, at, 1 + seed.below(paymentYenMax))
    if (isSpent) wallets.push(done.wallet.walletId)
    paying[turn] = done.wallet
    return done.journal
  }

  const layList = async (rows: Rows, count: number): Promise<void> => {
    const leaves: Hash[] = []
    const at = from + size + count
    for (let n = 0; n < count; n++) {
      const journal = next(rows, from + size + n)
      const previous = leaves.at(-1) ?? edge.last
      const [sequence, salt] = [size + n, seed.salt()]
      const hash = sealedHash(sealEntry(journal, { sequence, previous, salt }))
      leaves.push(hash)
      rows.seals.push([sequence, journal.id, salt, previous && toBase64(previous), toBase64(hash), at])
    }
    const made = grow(size, leaves, (node) => edge.tree.get(nameOf(node))!)
    for (const node of made)
      if (node.level > 0) rows.seal_nodes.push([node.level, node.position, toBase64(node.hash)])
    size += count
    const known = new Map([...edge.tree, ...made.map((node) => [nameOf(node), node.hash] as const)])
    const whole = nodesOf({ start: 0, end: size }).map(
      (node) => [nameOf(node), known.get(nameOf(node))!] as const,
    )
    edge = { last: leaves.at(-1)!, tree: new Map(whole) }
    const root = rootOf(size, (node) => edge.tree.get(nameOf(node))!)
    const note = await signCheckpoint({ origin: signer.verifier.name, size, root }, signer)
    rows.checkpoints.push([size, note, at])
  }

  const layable = (upTo: number): number => upTo - size

  return {
    /** As many journals as make `upTo`. Throws when the signal says so, between two transactions. */
    lay: async (
      bulk: Bulk,
      upTo: number,
      signal: AbortSignal,
      tell: (size: number) => void,
    ): Promise<Laid> => {
      while (layable(upTo) > 0) {
        signal.throwIfAborted()
        const rows = noRows()
        for (let list = 0; list < listsAtOnce && layable(upTo) > 0; list++)
          await layList(rows, Math.min(auditSettings.sealedAtOnce, layable(upTo)))
        await bulk.write(rows)
        tell(size)
      }
      await bulk.settle([...touched.values()], clearing)
      touched.clear()
      const unsettledFrom = from + Math.max(0, size - unsettledJournals)
      await bulk.rollUp({ from: unsettledFrom, until: from + size })
      clearing = { yen: 0, times: 0 }
      return { wallets, busiest: busiest!.walletId, purses, unsettledFrom, until: from + size }
    },
  }
}
