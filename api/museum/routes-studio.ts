import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import { draftOf, type WholeDraft } from './item-draft.ts'
import { qualityOf } from './item-quality.ts'
import type { Records } from './record-service.ts'
import { notTheirs, refusalsOf, writerOf } from './routes-desk.ts'
import * as schemas from './routes-studio-schemas.ts'
import { type StudioRefusal, statusOfStudioRefusal } from './studio-errors.ts'
import type { Desk, Studio } from './studio-service.ts'

export type StudioRouteParts = {
  readonly studio: Studio
  readonly records: Records
  readonly guard: Guard<'item.write' | 'item.publish'>
}

const refusals = refusalsOf('No such item')
const tags = ['museum']

/** What an institution's staff writes, publishes and withdraws. */
export function studioRoutes({ studio, records, guard }: StudioRouteParts) {
  /** An item of an institution that this person works for; of another one nothing is said. */
  const own = async (c: Context<Env>, record: string): Promise<Result<Desk, StudioRefusal>> => {
    const opened = await studio.open(record)
    if (opened.ok && !covers(c.get('actor'), opened.value.institution))
      return refuse({ code: 'draft_unknown', identifier: record })
    return opened
  }

  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/institutions',
        tags,
        summary: 'The institutions that this person works for',
        middleware: [guard('item.write')] as const,
        responses: { 200: answer('The institutions', schemas.institutionsSchema), ...refusals },
      }),
      async (c) => {
        const own = (await studio.holders()).filter(({ id }) => covers(c.get('actor'), id))
        const told = own.map(({ id, body }) => ({ id, label: copied(body.label) }))
        return c.json({ institutions: told }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/items',
        tags,
        summary: 'Items of an institution, also those that are not public, in the order of their names',
        middleware: [guard('item.write')] as const,
        request: { query: schemas.deskListQuery },
        responses: { 200: answer('The items, and where they go on', schemas.deskListSchema), ...refusals },
      }),
      async (c) => {
        const asked = c.req.valid('query')
        if (!covers(c.get('actor'), asked.institution)) return notTheirs(c)
        const { items, next, total } = await studio.items(asked)
        return c.json({ items: items.map(listed), next: next ?? null, total }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/drafts/{record}',
        tags,
        summary: 'An item as it is being written',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The item', schemas.deskSchema), ...refusals },
      }),
      async (c) => {
        const opened = await own(c, c.req.valid('param').record)
        return opened.ok ? c.json(shown(opened.value), 200) : refused(c, opened.error)
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/museum/drafts/{record}',
        tags,
        summary: 'Save what is written, on the revision that was read',
        description: 'Sent twice, it is saved once. Every saved text is kept.',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.saveBody) },
        responses: { 200: answer('Saved', schemas.deskSchema), ...refusals },
      }),
      async (c) => {
        const save = c.req.valid('json')
        if (!covers(c.get('actor'), save.institution)) return notTheirs(c)
        const saved = await studio.save({ record: c.req.valid('param').record, ...save }, writerOf(c))
        return saved.ok ? c.json(shown(saved.value), 200) : refused(c, saved.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/drafts/{record}/revisions/{revision}',
        tags,
        summary: 'A text as somebody saved it',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.revisionParameter },
        responses: { 200: answer('The text', schemas.revisionSchema), ...refusals },
      }),
      async (c) => {
        const { record, revision } = c.req.valid('param')
        const found = await studio.revision(record, Number(revision))
        if (found === undefined || !covers(c.get('actor'), found.institution))
          return refused(c, { code: 'draft_unknown', identifier: record })
        const { byName, at, draft } = found
        return c.json(
          { revision: found.revision, byName, at: new Date(at).toISOString(), draft: typedDraft(draft) },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/drafts/{record}/history',
        tags,
        summary:
          'Who saved, published and withdrew an item, when, and what they changed: the last fifty of each',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The newest first', schemas.historySchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const saved = (await studio.history(record)).map(({ at, changed, ...one }) => ({
          ...one,
          at: new Date(at).toISOString(),
          changed: [...changed],
        }))
        const told = (await studio.toldHistory(record)).map(({ at, ...one }) => ({
          ...one,
          at: new Date(at).toISOString(),
        }))
        return c.json({ saved, told }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/drafts/{record}/publication',
        tags,
        summary: 'Publish what was saved',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.publicationBody) },
        responses: { 200: answer('Published', schemas.deskSchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const published = await studio.publish(record, c.req.valid('json').revision, writerOf(c))
        return published.ok ? c.json(shown(published.value), 200) : refused(c, published.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/drafts/{record}/withdrawal',
        tags,
        summary: 'Withdraw an item; that it was there stays known',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('Withdrawn', schemas.deskSchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        const withdrawn = opened.ok ? await studio.withdraw(record, writerOf(c)) : opened
        return withdrawn.ok ? c.json(shown(withdrawn.value), 200) : refused(c, withdrawn.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/pictures/{institution}/{image}',
        tags,
        summary: 'A small picture of an uploaded image, for those who write about it',
        middleware: [guard('item.write')] as const,
        request: { params: z.object({ institution: z.string().max(80), image: z.string().max(100) }) },
        responses: {
          200: { description: 'A JPEG', content: { 'image/jpeg': { schema: z.any() } } },
          ...refusals,
        },
      }),
      async (c) => {
        const { institution, image } = c.req.valid('param')
        const mine = covers(c.get('actor'), institution)
        const bytes = mine ? await studio.picture(institution, image) : undefined
        if (bytes === undefined) return refused(c, { code: 'draft_picture_unknown', image })
        const headers = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' }
        return c.body(bytes as Uint8Array<ArrayBuffer>, 200, headers)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/items/{record}/quality',
        tags,
        summary: 'How much of what readers need a published item tells',
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The score, and what it is made of', schemas.qualitySchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const found = await records.item(record)
        if (found === undefined) return refused(c, { code: 'record_unknown', identifier: record })
        const { address, facts } = found.institution.body
        const hasContact = address !== undefined || facts !== undefined
        return c.json(toldQuality(qualityOf(draftOf(found.item.body), { hasContact })), 200)
      },
    )
}

const copied = (map: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(map).map(([language, texts]) => [language, [...texts]]))

const toldQuality = ({ checks, ...quality }: Desk['quality']) => ({ ...quality, checks: [...checks] })

/** The same, as what a client may change. */
const typedDraft = (draft: WholeDraft) => draft as z.output<typeof schemas.deskSchema>['draft']

/** A partner's picture to write by: small where its server draws it so. */
function smallOf(view: NonNullable<Desk['partner']>['object']['views'][number]): string {
  if ('plain' in view) return view.plain
  const { service, version, level } = view
  return `${service}/full/${level > 0 ? '480,' : version === 3 ? 'max' : 'full'}/0/default.jpg`
}

const partnerOf = (partner: Desk['partner']) =>
  partner === undefined
    ? null
    : {
        manifest: partner.key,
        isGone: partner.state === 'gone',
        readAt: new Date(partner.at).toISOString(),
        homepage: partner.object.homepage === '' ? null : partner.object.homepage,
        pictures: partner.object.views.map((view) => ({ id: view.id, address: smallOf(view) })),
      }

const shown = ({ draft, saved, told, quality, partner, contact, ...desk }: Desk) => ({
  ...desk,
  draft: typedDraft(draft),
  saved: saved === undefined ? null : { byName: saved.byName, at: new Date(saved.at).toISOString() },
  told: told ?? null,
  partner: partnerOf(partner),
  contact: contact ?? null,
  quality: toldQuality(quality),
})

function houseIn(partner: NonNullable<ReturnType<typeof partnerOf>>) {
  const { pictures: _, ...house } = partner
  return house
}

const listed = (desk: Desk) => {
  const { draft, partner, ...told } = shown(desk)
  const { pictures, chapters: _, ...texts } = draft
  return { ...told, draft: texts, viewCount: pictures.length, partner: partner && houseIn(partner) }
}

const fieldOf: Readonly<Partial<Record<StudioRefusal['code'], string>>> = {
  record_identifier_malformed: 'record',
  draft_unknown: 'record',
  record_unknown: 'record',
  draft_changed: 'revision',
  draft_elsewhere: 'institution',
  draft_picture_unknown: 'draft.pictures',
  limit_not_kept: 'draft.limit',
  item_malformed: 'draft',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: StudioRefusal): never {
  const { code, ...facts } = refusal
  return problem(c, {
    status: statusOfStudioRefusal[code],
    code,
    words: 'museum',
    field: code === 'draft_name_unknown' ? `draft.${refusal.part}` : fieldOf[code],
    facts: 'at' in facts ? { ...facts, at: new Date(facts.at).toISOString() } : facts,
  }) as never
}
