import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Tie, TieAct, TieKind } from './tie.ts'
import type { TieStore } from './tie-service.ts'

/** Ties between institutions and shops on any engine. */
export function tieStore(store: Store): TieStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopTies: t, shopTieSteps: s, admissionVersions: a } = tables
  const ph = sql.placeholder
  const select = (which: SQL | undefined) => query.select().from(t).where(which)
  const one = prepareRead(select(eq(t.id, ph('id'))))
  const ofInstitution = prepareRead(
    select(eq(t.institution, ph('institution'))).orderBy(desc(t.createdAt), asc(t.id)),
  )
  const ofItem = prepareRead(select(and(eq(t.item, ph('item')), eq(t.what, 'sells'))).orderBy(asc(t.id)))
  const open = prepareRead(
    select(
      sql`not exists (select 1 from shop_tie_steps s where s.tie_id = shop_ties.id and s.what <> 'agreed')`,
    ).orderBy(asc(t.createdAt), asc(t.id)),
  )
  const stepsOf = prepareRead(
    query
      .select()
      .from(s)
      .where(eq(s.tieId, ph('id')))
      .orderBy(asc(s.number)),
  )
  const newest = prepareRead(
    query
      .select()
      .from(a)
      .where(eq(a.institution, ph('institution')))
      .orderBy(desc(a.version))
      .limit(1),
  )
  const tie = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      institution: ph('institution'),
      item: ph('item'),
      merchantId: ph('merchantId'),
      what: ph('what'),
      number: ph('number'),
      askedBy: ph('askedBy'),
      createdAt: ph('createdAt'),
    }),
  )
  const step = prepareWrite(
    query.insert(s).values({
      tieId: ph('tieId'),
      number: ph('number'),
      what: ph('what'),
      doneBy: ph('doneBy'),
      createdAt: ph('createdAt'),
    }),
  )
  const said = prepareWrite(
    query.insert(a).values({
      institution: ph('institution'),
      version: ph('version'),
      textJa: ph('textJa'),
      textEn: ph('textEn'),
      source: ph('source'),
      saidBy: ph('saidBy'),
      createdAt: ph('createdAt'),
    }),
  )
  const whole = async ({ createdAt, item, what, ...row }: Awaited<ReturnType<typeof one>>[number]) => {
    const steps = (await stepsOf({ id: row.id })).map((done) => ({
      what: done.what as TieAct,
      doneBy: done.doneBy,
      at: done.createdAt,
    }))
    return { ...row, item: item === '' ? null : item, what: what as TieKind, askedAt: createdAt, steps }
  }
  const all = (rows: Awaited<ReturnType<typeof one>>): Promise<readonly Tie[]> => Promise.all(rows.map(whole))
  const stored = (guard: string, write: Write) => storedUnlessFirst(store, guard, write)
  return {
    findTie: async (id) => {
      const [row] = await one({ id })
      return row && whole(row)
    },
    tiesOf: async (institution) => all(await ofInstitution({ institution })),
    tiesOfItem: async (item) => all(await ofItem({ item })),
    openTies: async () => all(await open({})),
    addTie: ({ steps: _none, askedAt, item, ...asked }) =>
      stored('shop_tie_true', tie({ ...asked, item: item ?? '', createdAt: askedAt })),
    addTieStep: ({ id, steps }, { what, doneBy, at }) =>
      stored('shop_tie_true', step({ what, doneBy, tieId: id, number: steps.length + 1, createdAt: at })),
    admissionOf: async (institution) => {
      const [row] = await newest({ institution })
      if (row === undefined) return undefined
      const { createdAt, ...rest } = row
      return { ...rest, saidAt: createdAt }
    },
    addAdmission: ({ saidAt, ...rest }) =>
      stored('admission_version_true', said({ ...rest, createdAt: saidAt })),
  }
}

/** `lost` where somebody else was first, which the named guard of the table tells. */
async function storedUnlessFirst(store: Store, guard: string, write: Write): Promise<'stored' | 'lost'> {
  try {
    await store.atomic([write])
    return 'stored'
  } catch (error) {
    if (isViolation(error, 'unique') || isViolation(error, 'check', guard) || isViolation(error, 'race'))
      return 'lost'
    throw error
  }
}
