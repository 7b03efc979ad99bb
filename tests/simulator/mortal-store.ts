import type { Store, Write } from '../../db/store.ts'
import { Unavailable } from '../../db/unavailable.ts'

/** A process that may die: what it asks of its database after its death is never answered. */
export type Life = {
  readonly isOver: () => boolean
  /** The database is on its way back: this question is not answered. */
  readonly isAway: () => boolean
  /** Stores a list by `commit`, or lets something happen to it first. */
  readonly commit: (writes: readonly Write[], commit: () => Promise<void>) => Promise<void>
}

/** Nobody is there any more who could hear an answer. */
export const never = (): Promise<never> => new Promise(() => undefined)

/** The same store for a process that may die at any of its commits, and whose database may be away. */
export function mortalStore(store: Store, life: Life): Store {
  const whileAlive = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (life.isOver()) return never()
    if (life.isAway()) throw new Unavailable('it is being restarted')
    return ask()
  }
  return {
    ...store,
    prepareRead: (select) => {
      const read = store.prepareRead(select)
      return (values) => whileAlive(() => read(values))
    },
    atomic: (writes) => whileAlive(() => life.commit(writes, () => store.atomic(writes))),
    raw: (statement) => whileAlive(() => store.raw(statement)),
    inBulk: (load) => whileAlive(() => store.inBulk(load)),
    script: (statements) => whileAlive(() => store.script(statements)),
  }
}
