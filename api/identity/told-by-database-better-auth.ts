import { AsyncLocalStorage } from 'node:async_hooks'
import type { DBAdapterInstance } from 'better-auth'
import { isUnavailable } from '../../db/violation.ts'

type Heard = { unavailable?: unknown }

/** Wraps every function of an object; what it gives otherwise stays. */
const eachCall = <T extends object>(of: T, around: (call: () => unknown) => unknown): T =>
  new Proxy(of, {
    get: (object, name) => {
      const member: unknown = Reflect.get(object, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => around(() => Reflect.apply(member, object, given) as unknown)
    },
  })

/**
 * The sign-in library answers "failed to get session" where the database could not be asked, and keeps the reason. Here
 * the reason is heard where the library asks its tables, and told instead of the library's answer.
 */
export function toldByDatabase() {
  const calls = new AsyncLocalStorage<Heard>()
  const hear = async (call: () => unknown): Promise<unknown> => {
    try {
      return await call()
    } catch (error) {
      const heard = calls.getStore()
      if (heard !== undefined && isUnavailable(error)) heard.unavailable = error
      throw error
    }
  }
  const tell = (call: () => unknown): Promise<unknown> => {
    const heard: Heard = {}
    return calls.run(heard, async () => {
      try {
        return await call()
      } catch (error) {
        throw heard.unavailable ?? error
      }
    })
  }
  return {
    /** The library's tables. */
    heard:
      (adapter: DBAdapterInstance): DBAdapterInstance =>
      (options) =>
        eachCall(adapter(options), hear),
    /** Every way in. */
    told: <T extends object>(people: T): T => eachCall(people, tell),
  }
}
