import { createRoute, z } from '@hono/zod-openapi'
import { answer } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { previewedItem } from './item-preview.ts'
import type { Presentation } from './presentation-service.ts'
import type { Records } from './record-service.ts'
import { refusalsOf } from './routes-desk.ts'
import { itemSchema } from './routes-items-schemas.ts'
import { recordParameter } from './routes-studio-schemas.ts'
import { holderOf } from './studio-ports.ts'
import type { Studio } from './studio-service.ts'

export type ItemPreviewRouteParts = {
  readonly studio: Studio
  readonly records: Pick<Records, 'item'>
  readonly presentation: Pick<Presentation, 'surroundingsOf'>
  readonly guard: Guard<'item.write'>
}

const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .optional()
  .openapi({ description: 'The text of an earlier save; the newest one without it' })

const previewSchema = itemSchema
  .extend({
    isRightsChosen: z
      .boolean()
      .openapi({ description: 'False: what `rights` says is only what stands there until somebody chooses' }),
  })
  .openapi('ItemPreview')

const previewRoute = (guard: ItemPreviewRouteParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/museum/drafts/{record}/preview',
    tags: ['museum'],
    summary: 'An item as its page would show it, before anybody can read it',
    description: 'Of what is not public yet the pictures are small, and only its institution has them.',
    middleware: [guard('item.write')] as const,
    request: { params: recordParameter, query: z.object({ revision }) },
    responses: { 200: answer('The item', previewSchema), ...refusalsOf('No such item') },
  })

/** What is being written, as readers will see it. */
export const itemPreviewRoutes = ({ studio, records, presentation, guard }: ItemPreviewRouteParts) =>
  createRouter().openapi(previewRoute(guard), async (c) => {
    const [{ record }, asked] = [c.req.valid('param'), c.req.valid('query').revision]
    const unknown = () =>
      problem(c, {
        status: 404,
        code: 'draft_unknown',
        words: 'museum',
        field: 'record',
        facts: { identifier: record },
      }) as never
    const opened = await studio.open(record)
    // Of another institution's nothing is said.
    if (!opened.ok || !covers(c.get('actor'), opened.value.institution)) return unknown()
    const { institution, draft: newest, saved } = opened.value
    const earlier = asked === undefined ? undefined : await studio.revision(record, Number(asked))
    const holder = await holderOf(studio.holders, institution)
    if (holder === undefined || (asked !== undefined && earlier?.institution !== institution))
      return unknown()
    const draft = earlier?.draft ?? newest
    const body = await studio.itemOf({ record, institution, draft })
    const at = earlier?.at ?? saved?.at ?? 0
    const found = {
      item: { id: record, body, at },
      institution: { id: institution, body: holder.body, at },
      collections: (await records.item(record))?.collections ?? [],
    }
    const item = previewedItem(found, await presentation.surroundingsOf([body]))
    return c.json({ ...item, isRightsChosen: draft.rights !== '' }, 200)
  })
