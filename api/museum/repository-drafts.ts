import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { DraftStore, Revision } from './draft-store.ts'
import type { ItemDraft } from './item-draft.ts'

const ph = sql.placeholder

type Row = Omit<Revision, 'draft'> & { readonly body: string }

const revisionOf = ({ body, ...row }: Row): Revision => ({ ...row, draft: JSON.parse(body) as ItemDraft })

/** The only SQL of drafts. */
export function draftStore({
  tables: { museumDrafts: t },
  query,
  prepareRead,
  prepareWrite,
  atomic,
}: Store): DraftStore {
  const all = () => query.select().from(t)
  const newest = prepareRead(
    all()
      .where(eq(t.record, ph('record')))
      .orderBy(desc(t.revision))
      .limit(1),
  )
  const one = prepareRead(all().where(and(eq(t.record, ph('record')), eq(t.revision, ph('revision')))))
  const ofInstitution = prepareRead(
    all()
      .where(
        and(
          eq(t.institution, ph('institution')),
          sql`not exists (select 1 from museum_drafts later
            where later.record = museum_drafts.record and later.revision > museum_drafts.revision)`,
        ),
      )
      .orderBy(asc(t.record)),
  )
  const insert = prepareWrite(
    query.insert(t).values({
      record: ph('record'),
      revision: ph('revision'),
      institution: ph('institution'),
      body: ph('body'),
      by: ph('by'),
      byName: ph('byName'),
      at: ph('at'),
    }),
  )
  return {
    add: async ({ draft, ...revision }) => {
      try {
        await atomic([insert({ ...revision, body: JSON.stringify(draft) })])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique')) return 'taken'
        throw error
      }
    },
    newest: async (record) => (await newest({ record })).map(revisionOf)[0],
    find: async (record, revision) => (await one({ record, revision })).map(revisionOf)[0],
    ofInstitution: async (institution) => (await ofInstitution({ institution })).map(revisionOf),
  }
}
