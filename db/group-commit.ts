/** One caller's list, waiting for the next commit. */
type Waiting<Item> = {
  readonly list: readonly Item[]
  /** Whose rows alone it changes, where it does. */
  readonly owner: string | undefined
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** What a transaction is made of, all synchronous. `run` stores one statement or throws. */
export type CommitEngine<Item> = {
  readonly begin: () => void
  readonly commit: () => void
  readonly rollback: () => void
  readonly savepoint: () => void
  readonly release: () => void
  readonly rollbackToSavepoint: () => void
  readonly run: (item: Item) => void
  /** Stores lists of different owners, in any order of their items that keeps each list's own, or throws. */
  readonly runTogether: (lists: readonly (readonly Item[])[]) => void
  /** False where no transaction is open, also because the engine ended it itself (disk full, I/O error). */
  readonly isOpen: () => boolean
  readonly translate: (error: unknown) => unknown
}

/** A group leaves when so many turns of the event loop in a row brought nothing for it. */
const quietTurns = 4
/** So many wait for nobody else: the first of them would hear of a commit that gets ever longer. */
const listsMost = 64

export type GroupCommit<Item> = {
  /** Stores a list whole or not at all; resolves when it is durable. `owner`: whose rows alone it changes. */
  readonly store: (list: readonly Item[], owner?: string) => Promise<void>
  /** One transaction around everything that is stored during a load: `store` then resolves before it is durable. */
  readonly inBulk: <T>(load: () => Promise<T>) => Promise<T>
}

/**
 * Group commit: lists that come turn after turn of the event loop are stored in one transaction, each whole or not at
 * all, and all are answered after the one COMMIT. With synchronous=FULL a commit costs a disk
 * flush; sharing it is what lets many small payments be durable and fast.
 *
 * A turn lets in one new connection (libuv accepts one at a time), a commit takes one turn: whoever comes anew would wait
 * behind as many commits as there are others before them. A group that waits while turns bring something lets all of them in.
 */
export function groupCommit<Item>(engine: CommitEngine<Item>): GroupCommit<Item> {
  let queue: Waiting<Item>[] = []
  let storeGroup = commitGroup<Item>

  const flush = (): void => {
    const group = queue
    queue = []
    storeGroup(engine, group)
  }

  const store = (list: readonly Item[], owner?: string): Promise<void> =>
    new Promise((resolve, reject) => {
      queue.push({ list, owner, resolve, reject })
      if (queue.length === 1) gather(1, quietTurns)
    })

  const gather = (seen: number, turns: number): void =>
    void setImmediate(() => {
      const { length } = queue
      if (length >= listsMost || (length === seen && turns === 1)) flush()
      else gather(length, length === seen ? turns - 1 : quietTurns)
    })

  const inBulk = async <T>(load: () => Promise<T>): Promise<T> => {
    engine.begin()
    storeGroup = storeInBulk
    try {
      const loaded = await load()
      engine.commit()
      return loaded
    } catch (error) {
      rollbackQuietly(engine)
      throw engine.translate(error)
    } finally {
      storeGroup = commitGroup
    }
  }

  return { store, inBulk }
}

/**
 * The lists of a group without savepoints: to be able to take one list back SQLite keeps aside every page that it changes,
 * a tenth of what a payment costs. Hardly any list is refused here, because the core has decided before; then the
 * whole group is taken back and stored again with a savepoint each.
 */
function commitGroup<Item>(engine: CommitEngine<Item>, group: readonly Waiting<Item>[]): void {
  let isStored = false
  try {
    engine.begin()
    for (const together of roundsOf(group)) engine.runTogether(together.map(({ list }) => list))
    isStored = true
    engine.commit()
  } catch (error) {
    const isOfOneList = engine.isOpen() && !isStored && group.length > 1
    rollbackQuietly(engine)
    if (isOfOneList) commitEach(engine, group)
    else rejectAll(engine, group, error)
    return
  }
  for (const waiting of group) waiting.resolve()
}

/** Lists of different owners together, those of one owner in the order in which they came; one of nobody's by itself. */
function roundsOf<Item>(group: readonly Waiting<Item>[]): readonly (readonly Waiting<Item>[])[] {
  const rounds: Waiting<Item>[][] = []
  let next = new Map<string, number>()
  let first = 0
  for (const waiting of group) {
    const { owner } = waiting
    if (owner === undefined) {
      first = rounds.push([waiting])
      next = new Map()
    } else {
      const round = next.get(owner) ?? first
      if (round === rounds.length) rounds.push([])
      rounds[round]!.push(waiting)
      next.set(owner, round + 1)
    }
  }
  return rounds
}

function commitEach<Item>(engine: CommitEngine<Item>, group: readonly Waiting<Item>[]): void {
  const stored: Waiting<Item>[] = []
  try {
    engine.begin()
    for (const waiting of group) if (storeOne(engine, waiting)) stored.push(waiting)
    engine.commit()
  } catch (error) {
    rollbackQuietly(engine)
    rejectAll(engine, group, error)
    return
  }
  for (const waiting of stored) waiting.resolve()
}

/** Nothing of the group is durable: whoever was not refused already hears the reason of the group. */
function rejectAll<Item>(engine: CommitEngine<Item>, group: readonly Waiting<Item>[], error: unknown): void {
  const reason = engine.translate(error)
  for (const waiting of group) waiting.reject(reason)
}

const runList = <Item>(engine: CommitEngine<Item>, list: readonly Item[]): void => {
  for (const item of list) engine.run(item)
}

/** Within the transaction of a load. Where the engine ended that itself, nothing may be stored beside what was lost. */
function storeInBulk<Item>(engine: CommitEngine<Item>, group: readonly Waiting<Item>[]): void {
  for (const waiting of group)
    if (!engine.isOpen()) waiting.reject(new Error('the load was rolled back by the database'))
    else if (storeOne(engine, waiting)) waiting.resolve()
}

function storeOne<Item>(engine: CommitEngine<Item>, waiting: Waiting<Item>): boolean {
  engine.savepoint()
  try {
    runList(engine, waiting.list)
  } catch (error) {
    engine.rollbackToSavepoint()
    engine.release()
    waiting.reject(engine.translate(error))
    return false
  }
  engine.release()
  return true
}

function rollbackQuietly<Item>(engine: CommitEngine<Item>): void {
  try {
    engine.rollback()
  } catch {
    // The engine already rolled back (disk full, I/O error): the first error is the one to tell.
  }
}
