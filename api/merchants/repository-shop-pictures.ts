import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { CodeReport, ReportAct, ReportStep } from './code-report.ts'
import { firstPlace } from './code-report-page.ts'
import type { PictureStore, ReportStore } from './picture-ports.ts'
import type { PictureAct, PictureStep, ShopPicture } from './shop-picture.ts'

const named = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never

/** Whether a list of writes was stored; `lost` where somebody else was first, which the named guard of the table tells. */
async function storedUnless(
  store: Store,
  guard: string,
  writes: Parameters<Store['atomic']>[0],
): Promise<'stored' | 'lost'> {
  try {
    await store.atomic(writes)
    return 'stored'
  } catch (error) {
    if (isViolation(error, 'unique') || isViolation(error, 'check', guard) || isViolation(error, 'race'))
      return 'lost'
    throw error
  }
}

/** Pictures of shops on any engine. */
export function pictureStore(store: Store): PictureStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopPictures: p, shopPictureSteps: s } = tables
  const ph = sql.placeholder
  const select = (which?: SQL) => query.select().from(p).where(which)
  const one = prepareRead(select(eq(p.id, ph('id'))))
  const ofShop = prepareRead(select(eq(p.merchantId, ph('merchantId'))).orderBy(desc(p.number)))
  const decided = sql`(select max(s.created_at) from shop_picture_steps s where s.picture_id = shop_pictures.id)`
  const waiting = prepareRead(select(isNull(decided)).orderBy(asc(p.createdAt), asc(p.id)))
  const latest = prepareRead(
    select(isNotNull(decided)).orderBy(desc(decided), asc(p.createdAt), asc(p.id)).limit(ph('limit')),
  )
  const stepsOf = prepareRead(
    query
      .select()
      .from(s)
      .where(eq(s.pictureId, ph('id')))
      .orderBy(asc(s.number)),
  )
  const whole = async (row: Awaited<ReturnType<typeof one>>[number]): Promise<ShopPicture> => {
    const { createdAt, ...rest } = row
    const steps = (await stepsOf({ id: row.id })).map(
      ({ what, doneBy, reason, createdAt: at }): PictureStep => ({
        what: what as PictureAct,
        doneBy,
        reason,
        at,
      }),
    )
    return { ...rest, sentAt: createdAt, steps }
  }
  const picture = prepareWrite(
    query
      .insert(p)
      .values(named('id', 'merchantId', 'number', 'sha256', 'altJa', 'altEn', 'sentBy', 'createdAt')),
  )
  const step = prepareWrite(
    query.insert(s).values(named('pictureId', 'number', 'what', 'doneBy', 'reason', 'createdAt')),
  )
  return {
    findPicture: async (id) => {
      const [row] = await one({ id })
      return row && whole(row)
    },
    picturesOf: async (merchantId) => Promise.all((await ofShop({ merchantId })).map(whole)),
    latestPictures: async (decidedMost) =>
      Promise.all([...(await waiting({})), ...(await latest({ limit: decidedMost }))].map(whole)),
    addPicture: ({ steps: _none, sentAt, ...sent }) =>
      storedUnless(store, 'shop_picture_true', [picture({ ...sent, createdAt: sentAt })]),
    addPictureStep: ({ id, steps }, { at, ...done }) =>
      storedUnless(store, 'shop_picture_true', [
        step({ ...done, pictureId: id, number: steps.length + 1, createdAt: at }),
      ]),
  }
}

/** Reports of codes on any engine. */
export function reportStore(store: Store): ReportStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { codeReports: r, codeReportSteps: s } = tables
  const ph = sql.placeholder
  const select = (which?: SQL) => query.select().from(r).where(which)
  const one = prepareRead(select(eq(r.id, ph('id'))))
  const ended = sql`exists (select 1 from code_report_steps s where s.report_id = code_reports.id and s.what <> 'taken_up')`
  const isOfTown = sql`(${ph('town')} = 'all' or code_reports.municipality = ${ph('town')} or exists (select 1 from merchants m where m.id = code_reports.merchant_id and m.municipality = ${ph('town')}))`
  const part = sql`case when ${ended} then 1 else 0 end`
  const rank = sql`case when ${ended} then -code_reports.created_at else code_reports.created_at end`
  const isAfter = sql`(${part} > ${ph('ended')} or (${part} = ${ph('ended')} and (${rank} > ${ph('rank')} or (${rank} = ${ph('rank')} and ${r.id} > ${ph('id')}))))`
  const latest = prepareRead(select(and(isOfTown, isAfter)).orderBy(part, rank, asc(r.id)).limit(ph('limit')))
  const ofShop = prepareRead(
    query
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(r)
      .where(eq(r.merchantId, ph('merchantId'))),
  )
  const stepsOf = prepareRead(
    query
      .select({ what: s.what, doneBy: s.doneBy, name: tables.users.name, note: s.note, at: s.createdAt })
      .from(s)
      .leftJoin(tables.users, eq(tables.users.id, s.doneBy))
      .where(eq(s.reportId, ph('id')))
      .orderBy(asc(s.number)),
  )
  const whole = async (row: Awaited<ReturnType<typeof one>>[number]): Promise<CodeReport> => {
    const { createdAt, ...rest } = row
    const steps = (await stepsOf({ id: row.id })).map((done): ReportStep => ({
      ...done,
      what: done.what as ReportAct,
    }))
    return { ...rest, reportedAt: createdAt, steps }
  }
  const report = prepareWrite(
    query
      .insert(r)
      .values(named('id', 'codeText', 'merchantId', 'unreadable', 'signSays', 'municipality', 'createdAt')),
  )
  const step = prepareWrite(
    query.insert(s).values(named('reportId', 'number', 'what', 'doneBy', 'note', 'createdAt')),
  )
  return {
    findReport: async (id) => {
      const [row] = await one({ id })
      return row && whole(row)
    },
    latestReports: async (town, limit, after = firstPlace) =>
      Promise.all((await latest({ town, limit, ...after })).map(whole)),
    reportsOf: async (merchantId) => (await ofShop({ merchantId }))[0]?.count ?? 0,
    addReport: ({ steps: _none, reportedAt, ...said }) =>
      storedUnless(store, 'code_report_true', [report({ ...said, createdAt: reportedAt })]),
    addReportStep: ({ id, steps }, { what, doneBy, note, at }) =>
      storedUnless(store, 'code_report_true', [
        step({ what, doneBy, note, reportId: id, number: steps.length + 1, createdAt: at }),
      ]),
  }
}
