import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { Unavailable } from '../../db/unavailable.ts'

/** Where a built statement, and the builder itself, keep the connection that they ask by. */
type Asks = { session: unknown }

/**
 * A database file that can be closed and opened again under a hub that goes on living, as a PostgreSQL server is
 * restarted under its hubs: what is asked afterwards goes to the database that was opened last.
 */
export function reopenedStore(file: string): { readonly store: Store; readonly reopen: () => Promise<void> } {
  let open = openSqlite(file)
  const query = open.query as unknown as Asks
  const sessionOf = (store: Store): unknown => (store.query as unknown as Asks).session
  /** A list that waited for its commit when the database was closed hears that there is none. */
  const asked = async <T>(ask: (store: Store) => Promise<T>): Promise<T> => {
    const store = open
    try {
      return await ask(store)
    } catch (error) {
      throw store === open ? error : new Unavailable(error)
    }
  }
  return {
    store: {
      ...open,
      prepareRead: (select) => {
        let [of, read] = [open, open.prepareRead(select)]
        return (values) => {
          if (of !== open) {
            ;(select as unknown as Asks).session = sessionOf(open)
            ;[of, read] = [open, open.prepareRead(select)]
          }
          return read(values)
        }
      },
      atomic: (writes) => asked((store) => store.atomic(writes)),
      inBulk: (load) => asked((store) => store.inBulk(load)),
      raw: (statement) => asked((store) => store.raw(statement)),
      script: (statements) => asked((store) => store.script(statements)),
      close: () => open.close(),
    },
    reopen: async () => {
      await open.close()
      open = openSqlite(file)
      query.session = sessionOf(open)
    },
  }
}
