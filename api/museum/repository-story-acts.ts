import { asc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { StoryActStore } from './story-act-store.ts'
import type { StoryAct } from './story-plan.ts'

const ph = sql.placeholder

type Row = Omit<StoryAct, 'act' | 'state'> & { readonly act: string; readonly state: string }

const actOf = ({ act, state, ...row }: Row): StoryAct => ({
  ...row,
  act: act as StoryAct['act'],
  state: state as StoryAct['state'],
})

/** The only SQL of what was decided about stories. */
export function storyActStore({ tables, query, prepareRead, prepareWrite, atomic }: Store): StoryActStore {
  const { museumStoryActs: t } = tables
  const insert = prepareWrite(
    query.insert(t).values({
      record: ph('record'),
      number: ph('number'),
      institution: ph('institution'),
      act: ph('act'),
      state: ph('state'),
      dueAt: ph('dueAt'),
      revision: ph('revision'),
      version: ph('version'),
      ends: ph('ends'),
      reason: ph('reason'),
      by: ph('by'),
      byName: ph('byName'),
      at: ph('at'),
    }),
  )
  const ofRecord = prepareRead(
    query
      .select()
      .from(t)
      .where(eq(t.record, ph('record')))
      .orderBy(asc(t.number)),
  )
  const due = prepareRead(
    query
      .select()
      .from(t)
      .where(
        sql`${t.state} = 'planned' and ${t.dueAt} <= ${ph('now')} and not exists (
          select 1 from museum_story_acts later
          where later.record = museum_story_acts.record and later.ends = museum_story_acts.number)`,
      )
      .orderBy(asc(t.dueAt), asc(t.record), asc(t.number)),
  )
  return {
    add: async (acts) => {
      try {
        if (acts.length > 0) await atomic(acts.map((act) => insert(act)))
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'race')) return 'raced'
        throw error
      }
    },
    of: async (record) => (await ofRecord({ record })).map(actOf),
    due: async (now) => (await due({ now })).map(actOf),
  }
}
