import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { migrate } from '../../db/migrate.ts'
import { type D1Binding, openD1 } from '../../db/open-d1.ts'
import type { Store } from '../../db/store.ts'

type Statement = { readonly sql: string; readonly values: readonly unknown[] }
type Answer = { answer: unknown } | { refused: string; cause?: string }

/** A D1 database without a table, at the relay of this address. */
export async function emptyD1(server: string): Promise<Store> {
  const { name } = (await send(`${server}/fresh`, {})) as { name: string }
  return openD1(bindingAt(`${server}/${name}`))
}

/** Every table, index and trigger that is there, as it was made; those that the simulator keeps for itself left out. */
async function madeIn(store: Store): Promise<string[]> {
  const made = await store.raw(
    String.raw`select sql from sqlite_master where sql is not null and name not like '\_cf\_%' escape '\' order by rowid`,
  )
  return made.map(({ sql }) => String(sql))
}

/** What makes of an empty database what all migrations make of it, in a third of the work: they ran once, in D1 itself. */
export async function migratedScript(server: string): Promise<string[]> {
  const store = await emptyD1(server)
  await migrate(store)
  const applied = await store.raw('select name, applied_at from migrations order by name')
  const rows = applied.map(({ name, applied_at: at }) => `('${String(name)}', '${String(at)}')`)
  return [...(await madeIn(store)), `insert into migrations (name, applied_at) values ${rows.join(', ')}`]
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
