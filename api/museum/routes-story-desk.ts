import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import type { Presentation } from './presentation-service.ts'
import type { Records } from './record-service.ts'
import { notTheirs, refusalsOf, writerOf } from './routes-desk.ts'
import { storySchema } from './routes-stories-schemas.ts'
import * as schemas from './routes-story-desk-schemas.ts'
import { type StoryChoice, choicesOf, choicesWith } from './story-choices.ts'
import type { StoryDesk, StoryDesks } from './story-desk-service.ts'
import type { StoryDraft } from './story-draft.ts'
import { type StoryRefusal, statusOfStoryRefusal } from './story-errors.ts'
import { shownStory } from './story-rendering.ts'
import type { Writer } from './studio-service.ts'

export type StoryDeskRouteParts = {
  readonly storyDesks: StoryDesks
  readonly records: Records
  readonly presentation: Presentation
  readonly guard: Guard<'item.write' | 'item.publish'>
}

const refusals = refusalsOf('No such story')
const tags = ['museum']
const desk = (description: string) => ({ 200: answer(description, schemas.storyDeskSchema), ...refusals })
/** The most pictures that one answer offers. */
const offeredMost = 60

/** What an institution's staff writes about its stories, publishes, plans and withdraws. */
export function storyDeskRoutes({ storyDesks, records, presentation, guard }: StoryDeskRouteParts) {
  /** A story of an institution that this person works for; of another one nothing is said. */
  const own = async (c: Context<Env>, record: string): Promise<Result<StoryDesk, StoryRefusal>> => {
    const opened = await storyDesks.open(record)
    if (opened.ok && !covers(c.get('actor'), opened.value.institution))
      return refuse({ code: 'draft_unknown', identifier: record })
    return opened
  }

  const shown = async ({ draft, saved, told, plans, items, quality, contact, ...one }: StoryDesk) => {
    const found = [...items.values()]
    const surroundings = await presentation.surroundingsOf(found.map(({ item }) => item.body))
    return {
      ...one,
      draft: typedDraft(draft),
      saved: saved === undefined ? null : { byName: saved.byName, at: moment(saved.at) },
      told: told ?? null,
      contact: contact ?? null,
      quality: {
        isReady: quality.isReady,
        checks: quality.checks.map((check) => ({ ...check, rows: [...check.rows] })),
      },
      plans: plans.map(({ act, dueAt, revision, byName }) => ({ act, at: moment(dueAt), revision, byName })),
      pictures: found.flatMap((item) => choicesOf(item, surroundings)),
    }
  }

  /** Does something with a story of one's own, and tells how it stands then. */
  async function doing(c: Context<Env>, record: string, act: (writer: Writer) => Promise<Result<StoryDesk, StoryRefusal>>) {
    const opened = await own(c, record)
    const done = opened.ok ? await act(writerOf(c)) : opened
    return done.ok ? c.json(await shown(done.value), 200) : refused(c, done.error)
  } // prettier-ignore

  const allChoices = async (): Promise<readonly StoryChoice[]> => {
    const items = await Promise.all((await records.items()).map(({ id }) => records.item(id)))
    const found = items.flatMap((one) => one ?? [])
    const surroundings = await presentation.surroundingsOf(found.map(({ item }) => item.body))
    return found.flatMap((one) => choicesOf(one, surroundings))
  }

  const desks = createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/stories',
        tags,
        summary: 'All stories of an institution, also those that are not public',
        middleware: [guard('item.write')] as const,
        request: { query: z.object({ institution: z.string().min(1).max(80) }) },
        responses: { 200: answer('The stories', schemas.storyListSchema), ...refusals },
      }),
      async (c) => {
        const { institution } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        return c.json({ stories: await Promise.all((await storyDesks.stories(institution)).map(shown)) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/story-pictures',
        tags,
        summary: 'Pictures of public items that a story may show, those of its institution first',
        middleware: [guard('item.write')] as const,
        request: {
          query: z.object({
            institution: z.string().max(80).default(''),
            q: z.string().max(200).default('').openapi({ description: 'Words that stand in its texts' }),
          }),
        },
        responses: { 200: answer(`Up to ${offeredMost} of them`, schemas.choicesSchema), ...refusals },
      }),
      async (c) => {
        const { institution, q } = c.req.valid('query')
        const found = choicesWith(await allChoices(), q, institution)
        return c.json({ pictures: found.slice(0, offeredMost), total: found.length }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/story-drafts/{record}',
        tags,
        summary: 'A story as it is being written',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: desk('The story'),
      }),
      async (c) => {
        const opened = await own(c, c.req.valid('param').record)
        return opened.ok ? c.json(await shown(opened.value), 200) : refused(c, opened.error)
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/museum/story-drafts/{record}',
        tags,
        summary: 'Save what is written, on the revision that was read',
        description: 'Sent twice, it is saved once. Every saved text is kept.',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.saveBody) },
        responses: desk('Saved'),
      }),
      async (c) => {
        const save = c.req.valid('json')
        if (!covers(c.get('actor'), save.institution)) return notTheirs(c)
        const saved = await storyDesks.save({ record: c.req.valid('param').record, ...save }, writerOf(c))
        return saved.ok ? c.json(await shown(saved.value), 200) : refused(c, saved.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/story-drafts/{record}/revisions/{revision}',
        tags,
        summary: 'A text of a story as somebody saved it',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.revisionParameter },
        responses: { 200: answer('The text', schemas.storyRevisionSchema), ...refusals },
      }),
      async (c) => {
        const { record, revision } = c.req.valid('param')
        const found = await storyDesks.revision(record, Number(revision))
        if (found === undefined || !covers(c.get('actor'), found.institution))
          return refused(c, { code: 'draft_unknown', identifier: record })
        const { byName, at, draft } = found
        const told = { revision: found.revision, byName, at: moment(at), draft: typedDraft(draft) }
        return c.json(told, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/story-drafts/{record}/history',
        tags,
        summary: 'Who saved a story, published, planned and withdrew it, and when',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The newest first', schemas.storyHistorySchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const { saved, acts } = await storyDesks.history(record)
        return c.json(
          {
            saved: saved.map(({ at, ...one }) => ({ ...one, at: moment(at) })),
            acts: acts.map(({ act, state, dueAt, revision, reason, ends, byName, at }) => ({
              act,
              state,
              dueAt: moment(dueAt),
              revision,
              reason,
              isPlan: state === 'planned' || ends !== null,
              byName,
              at: moment(at),
            })),
          },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/story-drafts/{record}/preview',
        tags,
        summary: 'A saved text of a story as its readers would be told it now',
        middleware: [guard('item.write')] as const,
        request: {
          params: schemas.recordParameter,
          query: z.object({
            revision: z
              .string()
              .regex(/^\d{1,9}$/)
              .optional(),
          }),
        },
        responses: { 200: answer('The story', storySchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const { revision } = c.req.valid('query')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const found = await storyDesks.preview(record, revision === undefined ? undefined : Number(revision))
        if (found === undefined) return refused(c, { code: 'draft_unknown', identifier: record })
        const items = [...found.items.values()].map(({ item }) => item.body)
        const { addresses, images } = await presentation.surroundingsOf(items)
        // A sound of a draft is heard by its institution only.
        const sound = (id: string): string =>
          addresses.sound(id).replace('/sounds/', `/studio/sounds/${found.institution.id}/`)
        return c.json(shownStory(found, { addresses: { ...addresses, sound }, images }), 200)
      },
    )
  return desks
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/story-drafts/{record}/publication',
        tags,
        summary: 'Publish a story as it was saved; what was planned for it is given up',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.publicationBody) },
        responses: desk('Published'),
      }),
      (c) => {
        const [{ record }, { revision }] = [c.req.valid('param'), c.req.valid('json')]
        return doing(c, record, (writer) => storyDesks.publish(record, revision, writer))
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/story-drafts/{record}/withdrawal',
        tags,
        summary: 'Withdraw a story; that it was there stays known, and all plans for it are given up',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter },
        responses: desk('Withdrawn'),
      }),
      (c) => {
        const { record } = c.req.valid('param')
        return doing(c, record, (writer) => storyDesks.withdraw(record, writer))
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/museum/story-drafts/{record}/plans/{act}',
        tags,
        summary: 'Publish a story as it was saved, or withdraw it, at a moment',
        description: 'Takes the place of an earlier plan of the same kind. Sent twice, it is planned once.',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.planParameter, body: jsonBody(schemas.planBody) },
        responses: desk('Planned'),
      }),
      (c) => {
        const [{ record, act }, { at, revision }] = [c.req.valid('param'), c.req.valid('json')]
        const asked = { dueAt: Date.parse(at), revision }
        return doing(c, record, (writer) => storyDesks.plan(record, act, asked, writer))
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/museum/story-drafts/{record}/plans/{act}',
        tags,
        summary: 'Give up a plan',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.planParameter },
        responses: desk('Given up'),
      }),
      (c) => {
        const { record, act } = c.req.valid('param')
        return doing(c, record, (writer) => storyDesks.unplan(record, act, writer))
      },
    )
}

const moment = (at: number): string => new Date(at).toISOString()

/** The same, as what a client may change. */
const typedDraft = (draft: StoryDraft) => draft as z.output<typeof schemas.storyDraftSchema>

const fieldOf: Readonly<Partial<Record<StoryRefusal['code'], string>>> = {
  record_identifier_malformed: 'record',
  draft_unknown: 'record',
  record_unknown: 'record',
  draft_changed: 'revision',
  draft_elsewhere: 'institution',
  story_malformed: 'draft',
  sound_unknown: 'draft.rows',
  plan_in_past: 'at',
  plan_too_far: 'at',
  plan_order_wrong: 'at',
  plan_unknown: 'act',
  plan_needless: 'act',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: StoryRefusal): never {
  const { code, ...facts } = refusal
  return problem(c, {
    status: statusOfStoryRefusal[code],
    code,
    words: 'museum',
    field: 'row' in facts ? `draft.rows.${facts.row}.map` : fieldOf[code],
    facts: 'at' in facts ? { ...facts, at: moment(facts.at) } : facts,
  }) as never
}
