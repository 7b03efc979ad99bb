import { and, asc, desc, eq, getTableName, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { DraftStore, Revision } from './draft-store.ts'
import { firstDraft, type ItemDraft } from './item-draft.ts'
import { emptyRow, emptyStory, type StoryDraft } from './story-draft.ts'

const ph = sql.placeholder

/** Drafts of items. */
export const draftStore = (store: Store): DraftStore<ItemDraft> =>
  draftsIn(store, store.tables.museumDrafts, (draft) => ({ ...firstDraft, ...(draft as ItemDraft) }))

/** Drafts of stories. */
export const storyDraftStore = (store: Store): DraftStore<StoryDraft> =>
  draftsIn(store, store.tables.museumStoryDrafts, (draft) => withAllFields(draft as StoryDraft))

/** A text that was saved before it or its rows had all their fields. */
const withAllFields = (draft: StoryDraft): StoryDraft => ({
  ...emptyStory,
  ...draft,
  rows: draft.rows.map((row) => ({ ...emptyRow(row.id, row.kind), ...row })),
})

type Tables = Store['tables']

/** The only SQL of drafts; two tables of one form keep them. */
function draftsIn<Draft>(
  { query, prepareRead, prepareWrite, atomic }: Store,
  t: Tables['museumDrafts'] | Tables['museumStoryDrafts'],
  draftOf: (saved: unknown) => Draft,
): DraftStore<Draft> {
  const revisionOf = ({ body, ...row }: Omit<Revision<Draft>, 'draft'> & { readonly body: string }) => ({
    ...row,
    draft: draftOf(JSON.parse(body)),
  })
  const name = sql.raw(getTableName(t))
  const all = () => query.select().from(t)
  const last = prepareRead(
    all()
      .where(eq(t.record, ph('record')))
      .orderBy(desc(t.revision))
      .limit(ph('limit')),
  )
  const one = prepareRead(all().where(and(eq(t.record, ph('record')), eq(t.revision, ph('revision')))))
  const ofInstitution = prepareRead(
    all()
      .where(
        and(
          eq(t.institution, ph('institution')),
          sql`not exists (select 1 from ${name} later
            where later.record = ${name}.record and later.revision > ${name}.revision)`,
        ),
      )
      .orderBy(asc(t.record)),
  )
  const saved = prepareRead(
    query
      .select({ revision: t.revision, byName: t.byName, at: t.at })
      .from(t)
      .where(eq(t.record, ph('record')))
      .orderBy(desc(t.revision)),
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
    newest: async (record) => (await last({ record, limit: 1 })).map(revisionOf)[0],
    last: async (record, limit) => (await last({ record, limit })).map(revisionOf),
    find: async (record, revision) => (await one({ record, revision })).map(revisionOf)[0],
    all: (record) => saved({ record }),
    ofInstitution: async (institution) => (await ofInstitution({ institution })).map(revisionOf),
  }
}
