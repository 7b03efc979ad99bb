/** One caller's list, waiting for the next commit. */
type Waiting<Item> = {
  readonly list: readonly Item[]
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
  readonly translate: (error: unknown) => unknown
}

/**
 * Group commit: every list that arrived in one turn of the event loop is stored in one transaction, each in a
 * savepoint of its own, and all are answered after the one COMMIT. With synchronous=FULL a commit costs a disk
 * flush; sharing it is what lets many small payments be durable and fast.
 */
export function groupCommit<Item>(engine: CommitEngine<Item>): (list: readonly Item[]) => Promise<void> {
  let queue: Waiting<Item>[] = []

  const flush = (): void => {
    const group = queue
    queue = []
    commitGroup(engine, group)
  }

  return (list) =>
    new Promise((resolve, reject) => {
      queue.push({ list, resolve, reject })
      if (queue.length === 1) setImmediate(flush)
    })
}

function commitGroup<Item>(engine: CommitEngine<Item>, group: readonly Waiting<Item>[]): void {
  const stored: Waiting<Item>[] = []
  try {
    engine.begin()
    for (const waiting of group) if (storeOne(engine, waiting)) stored.push(waiting)
    engine.commit()
  } catch (error) {
    rollbackQuietly(engine)
    const reason = engine.translate(error)
    // Nothing of the group is durable: whoever was not refused already hears the reason of the group.
    for (const waiting of group) waiting.reject(reason)
    return
  }
  for (const waiting of stored) waiting.resolve()
}

function storeOne<Item>(engine: CommitEngine<Item>, waiting: Waiting<Item>): boolean {
  engine.savepoint()
  try {
    for (const item of waiting.list) engine.run(item)
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
