import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import type { CollectionDesk, CollectionDesks } from './collection-desk-service.ts'
import { type CollectionRefusal, statusOfCollectionRefusal } from './collection-errors.ts'
import { collectionLinkedData } from './collection-linked-data.ts'
import { shownInList } from './item-rendering.ts'
import type { Presentation } from './presentation-service.ts'
import type { CollectionBody } from './record.ts'
import type { Published, Records } from './record-service.ts'
import * as schemas from './routes-collections-schemas.ts'
import { notTheirs, refusalsOf, writerOf } from './routes-desk.ts'
import { sendLinkedData } from './routes-open.ts'

export type CollectionRouteParts = {
  readonly collectionDesks: CollectionDesks
  readonly records: Records
  readonly presentation: Presentation
  readonly guard: Guard<'item.write' | 'item.publish'>
}

const refusals = refusalsOf('No such collection')
const tags = ['museum']

/** Items that belong together: as an institution's staff puts them together, and as anybody reads them. */
export function collectionRoutes({ collectionDesks, records, presentation, guard }: CollectionRouteParts) {
  /** A collection of an institution that this person works for; of another one nothing is said. */
  const own = async (c: Context<Env>, record: string): Promise<Result<CollectionDesk, CollectionRefusal>> => {
    const opened = await collectionDesks.open(record)
    if (opened.ok && !covers(c.get('actor'), opened.value.institution))
      return refuse({ code: 'draft_unknown', identifier: record })
    return opened
  }

  const desks = createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/collections',
        tags,
        summary: 'Collections of an institution, also those that are not public',
        middleware: [guard('item.write')] as const,
        request: { query: schemas.institutionQuery },
        responses: { 200: answer('The collections', schemas.collectionDesksSchema), ...refusals },
      }),
      async (c) => {
        const { institution } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        const collections = await collectionDesks.ofInstitution(institution)
        return c.json({ collections: collections.map(shownDesk) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/collection-drafts/{record}',
        tags,
        summary: 'A collection as it is being put together',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The collection', schemas.collectionDeskSchema), ...refusals },
      }),
      async (c) => {
        const opened = await own(c, c.req.valid('param').record)
        return opened.ok ? c.json(shownDesk(opened.value), 200) : refused(c, opened.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/collection-drafts/{record}/history',
        tags,
        summary: 'Who saved, published and withdrew a collection, and when: the last fifty times',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('The newest first', schemas.collectionHistorySchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const acts = (await collectionDesks.history(record)).map(({ at, changed, ...one }) => ({
          ...one,
          at: new Date(at).toISOString(),
          changed: [...changed],
        }))
        return c.json({ acts }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/museum/collection-drafts/{record}',
        tags,
        summary: 'Save a collection on the version that was read',
        description: 'Sent twice, it is saved once. Every version is kept.',
        middleware: [guard('item.write')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.saveBody) },
        responses: { 200: answer('Saved', schemas.collectionDeskSchema), ...refusals },
      }),
      async (c) => {
        const save = c.req.valid('json')
        if (!covers(c.get('actor'), save.institution)) return notTheirs(c)
        const saved = await collectionDesks.save(
          { record: c.req.valid('param').record, ...save },
          writerOf(c),
        )
        return saved.ok ? c.json(shownDesk(saved.value), 200) : refused(c, saved.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/collection-drafts/{record}/publication',
        tags,
        summary: 'Publish a collection; items that came in or went out are told again',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter, body: jsonBody(schemas.publicationBody) },
        responses: { 200: answer('Published', schemas.collectionDeskSchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        if (!opened.ok) return refused(c, opened.error)
        const done = await collectionDesks.publish(record, c.req.valid('json').version, writerOf(c))
        return done.ok ? c.json(shownDesk(done.value), 200) : refused(c, done.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/collection-drafts/{record}/withdrawal',
        tags,
        summary: 'Withdraw a collection; its items stay, and that it was there stays known',
        middleware: [guard('item.publish')] as const,
        request: { params: schemas.recordParameter },
        responses: { 200: answer('Withdrawn', schemas.collectionDeskSchema), ...refusals },
      }),
      async (c) => {
        const { record } = c.req.valid('param')
        const opened = await own(c, record)
        const done = opened.ok ? await collectionDesks.withdraw(record, writerOf(c)) : opened
        return done.ok ? c.json(shownDesk(done.value), 200) : refused(c, done.error)
      },
    )

  const routes = desks
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/collections',
        tags,
        summary: 'Collections that institutions publish',
        request: { query: z.object({ institution: z.string().max(100).optional() }) },
        responses: {
          200: answer('The collections', schemas.collectionsSchema),
          400: problemAnswer('A field of the question is wrong'),
        },
      }),
      async (c) => {
        const found = await records.collections(c.req.valid('query').institution)
        return c.json({ collections: found.map(inList) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/collections/{id}',
        tags,
        summary: 'A collection with its items, in its order',
        description: 'The same as linked data (schema.org) is at /api/museum/collections/{id}/schema.jsonld.',
        request: { params: z.object({ id: z.string().max(100) }) },
        responses: {
          200: answer('The collection', schemas.collectionSchema),
          404: problemAnswer('No such collection is published'),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const found = await records.holding(id)
        if (found?.collection === undefined) return refused(c, { code: 'record_unknown', identifier: id })
        const { collection, institution, items } = found
        const surroundings = await presentation.surroundingsOf(items.map(({ body }) => body))
        const told = {
          ...inList(collection),
          holder: { id: institution.id, label: copied(institution.body.label) },
          items: items.map((one) => shownInList(one, surroundings)),
          presentation: surroundings.addresses.collection(id),
          sources: collection.body.sources,
        }
        return c.json(told, 200)
      },
    )
  routes.get('/museum/collections/:id/schema.jsonld', async (c) => {
    const id = c.req.param('id')
    const found = await records.holding(id)
    if (found?.collection === undefined) return refused(c, { code: 'record_unknown', identifier: id })
    const { collection, institution, items } = found
    const { addresses } = await presentation.surroundingsOf([])
    return sendLinkedData(c, collectionLinkedData({ collection, institution, items }, addresses))
  })
  return routes
}

const copied = (map: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(map).map(([language, texts]) => [language, [...texts]]))

const inList = ({ id, body }: Published<CollectionBody>) => ({
  id,
  label: copied(body.label),
  summary: copied(body.summary),
  institution: body.institution,
})

const shownDesk = ({ at, told, draft, quality, items, ...desk }: CollectionDesk) => ({
  ...desk,
  draft: { ...draft, items: [...draft.items] },
  savedAt: new Date(at).toISOString(),
  told: told ?? null,
  quality: { ...quality, checks: [...quality.checks] },
  items: items.map((item) => ({ ...item })),
})

const fieldOf: Readonly<Partial<Record<CollectionRefusal['code'], string>>> = {
  record_identifier_malformed: 'record',
  draft_unknown: 'record',
  record_unknown: 'record',
  record_changed: 'version',
  draft_elsewhere: 'institution',
  collection_item_unknown: 'draft.items',
  collection_malformed: 'draft',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, { code, ...facts }: CollectionRefusal): never {
  const status = statusOfCollectionRefusal[code]
  return problem(c, { status, code, words: 'museum', field: fieldOf[code], facts }) as never
}
