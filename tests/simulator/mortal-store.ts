import type { Store, Write } from '../../db/store.ts'

/** A process that may die: what it asks of its database after its death is never answered. */
export type Life = {
  readonly isOver: () => boolean
  /** Stores a list by `commit`, or lets something happen to it first. */
  readonly commit: (writes: readonly Write[], commit: () => Promise<void>) => Promise<void>
}

/** Nobody is there any more who could hear an answer. */
export const never = (): Promise<never> => new Promise(() => undefined)

/** The same store for a process that may die at any of its commits. */
export function mortalStore(store: Store, life: Life): Store {
  const whileAlive = <T>(ask: () => Promise<T>): Promise<T> => (life.isOver() ? never() : ask())
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
