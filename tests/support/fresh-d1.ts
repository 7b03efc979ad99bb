import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { type D1Binding, openD1 } from '../../db/open-d1.ts'
import type { Store } from '../../db/store.ts'
import type { OpenEngine } from './engines.ts'

type Statement = { readonly sql: string; readonly values: readonly unknown[] }
type Answer = { answer: unknown } | { refused: string; cause?: string }

/** A migrated D1 database of one's own, in the workerd of this test run. */
export async function freshD1(): Promise<OpenEngine> {
  const server = inject('d1Url')
  const { name } = (await send(`${server}/fresh`, {})) as { name: string }
  const store = openD1(bindingAt(`${server}/${name}`))
  await migrateAtOnce(store)
  return { store, dispose: async () => undefined }
}

/** Every migration in one batch: many tests want a database of their own. */
async function migrateAtOnce(store: Store): Promise<void> {
  const all: string[] = []
  await migrate({ ...store, script: async (statements) => void all.push(...statements) })
  await store.script(all)
}

/** workerd hangs up on a connection that was idle for five seconds: who asks at that very moment gets no answer. */
const idleMsAtMost = 2_000
const agent = new Agent({ keepAlive: true, timeout: idleMsAtMost })

/** Node's own client: a third of the work of `fetch`, and there are tens of thousands of requests. */
const send = (url: string, body: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent }, (response) => {
      text(response).then((answer) => resolve(JSON.parse(answer)), reject)
    })
      .once('error', reject)
      .end(JSON.stringify(body))
  })

/** What the hub uses of a D1 binding, each call one request to the binding itself. */
function bindingAt(url: string): D1Binding {
  const ask = async (how: string, statements: readonly Statement[]): Promise<unknown> => {
    const answer = (await send(url, { how, statements })) as Answer
    if ('refused' in answer) throw new Error(answer.refused, { cause: new Error(answer.cause) })
    return answer.answer
  }
  const bound = (statement: Statement) => ({
    ...statement,
    all: () => ask('all', [statement]) as Promise<{ results: Record<string, unknown>[] }>,
    run: () => ask('run', [statement]),
    raw: () => ask('raw', [statement]),
  })
  return {
    prepare: (sql) => ({
      ...bound({ sql, values: [] }),
      bind: (...values) => bound({ sql, values: values.map(plain) }),
    }),
    batch: (statements) =>
      ask(
        'batch',
        (statements as unknown as Statement[]).map(({ sql, values }) => ({ sql, values })),
      ),
  }
}

/** D1 takes nothing else of ours, and JSON would hide it. */
function plain(value: unknown): unknown {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value
  throw new Error(`D1_TYPE_ERROR: a value of type ${typeof value} is not bound`)
}
