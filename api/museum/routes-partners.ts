import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import { wordsFor } from '../platform/words.ts'
import { type PageTold, type PartnerRefusal, statusOfPartnerRefusal } from './partner-import.ts'
import type { PartnerDesk, PartnerImports } from './partner-import-service.ts'
import { notTheirs, writerOf } from './routes-desk.ts'
import * as schemas from './routes-partners-schemas.ts'
import type { Writer } from './studio-service.ts'

export type PartnerRouteParts = {
  readonly partners: PartnerImports
  readonly guard: Guard<'item.import'>
}

const objectsShown = 50

const tags = ['museum']
const params = z.object({ id: z.string().max(100) })
const answers = {
  400: problemAnswer('A field is missing or wrong; `field` names it'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Signed in, not for this institution'),
  404: problemAnswer('No such import'),
  409: problemAnswer('Not at this stage of it'),
  413: problemAnswer('The file is too large'),
  422: problemAnswer('The document cannot be taken; `facts` tell why'),
}
const shown = { content: { 'application/json': { schema: schemas.partnerImportSchema } } }

/** Manifests and collections of other houses that an institution brings: walked, looked at, taken as drafts. */
export function partnerRoutes({ partners, guard }: PartnerRouteParts) {
  /** An import of an institution that this person works for; of another one nothing is said. */
  const own = async (c: Context<Env>): Promise<Result<PartnerDesk, PartnerRefusal>> => {
    const id = c.req.param('id') ?? ''
    const found = await partners.find(id)
    if (found.ok && !covers(c.get('actor'), found.value.institution))
      return refuse({ code: 'partner_import_unknown', identifier: id })
    return found
  }

  const acted = (one: PartnerDesk, act: (typeof schemas.partnerActs)[number], writer: Writer) => {
    if (act === 'halt') return partners.halt(one)
    if (act === 'stop') return partners.stop(one)
    if (act === 'leave') return partners.leave(one)
    return act === 'go-on' && one.state === 'halted' ? partners.walkOn(one) : partners.run(one, writer)
  }

  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/partner-imports',
        tags,
        summary: 'Bring a manifest or a collection of another house; nothing is written about any item',
        middleware: [guard('item.import')] as const,
        request: {
          body: { required: true, content: { 'application/json': { schema: schemas.newPartnerImportBody } } },
        },
        responses: { 201: { description: 'It is being fetched, or was read', ...shown }, ...answers },
      }),
      async (c) => {
        const brought = c.req.valid('json')
        if (!covers(c.get('actor'), brought.institution)) return notTheirs(c)
        const { institution, address, name = '', text = '' } = brought
        const what = address === undefined ? { institution, name, text } : { institution, address }
        const begun = await partners.start(what, writerOf(c))
        return begun.ok ? c.json(told(begun.value), 201) : refused(c, begun.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/partner-imports',
        tags,
        summary: 'What was brought to an institution from other houses',
        middleware: [guard('item.import')] as const,
        request: {
          query: z.object({
            institution: z.string().min(1).max(80),
            skip: z.coerce.number().int().min(0).max(100_000).default(0),
          }),
        },
        responses: {
          200: {
            description: 'The newest one first, and how many to skip for those that follow',
            content: { 'application/json': { schema: schemas.partnerImportListSchema } },
          },
          ...answers,
        },
      }),
      async (c) => {
        const { institution, skip } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        const { imports, next } = await partners.ofInstitution(institution, skip)
        return c.json({ imports: imports.map(told), next }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/partner-imports/{id}',
        tags,
        summary: 'How far it is',
        middleware: [guard('item.import')] as const,
        request: { params },
        responses: { 200: { description: 'Where it stands', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        return found.ok ? c.json(told(found.value), 200) : refused(c, found.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/partner-imports/{id}/objects',
        tags,
        summary: 'Each object with what became or would become of it',
        middleware: [guard('item.import')] as const,
        description:
          'Before one is done it is looked at anew each time that it is asked for; nothing is written.',
        request: { params, query: schemas.objectsQuery },
        responses: {
          200: {
            description: 'The objects',
            content: { 'application/json': { schema: schemas.partnerObjectsSchema } },
          },
          ...answers,
        },
      }),
      async (c) => {
        const found = await own(c)
        if (!found.ok) return refused(c, found.error)
        const { outcome, from } = c.req.valid('query')
        const all = await partners.told(found.value)
        const asked = outcome === undefined ? all : all.filter((one) => one.outcome === outcome)
        const until = Number(from) + objectsShown
        const objects = asked.slice(Number(from), until).map((one) => toldObject(c, one))
        return c.json({ counts: countsOf(all), objects, next: until < asked.length ? until : null }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/partner-imports/{id}/{act}',
        tags,
        summary: 'Halt the fetching, go on, make drafts, stop that, or leave it',
        middleware: [guard('item.import')] as const,
        request: { params: params.extend({ act: z.enum(schemas.partnerActs) }) },
        responses: { 200: { description: 'Where it stands now', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        const done = found.ok ? await acted(found.value, c.req.valid('param').act, writerOf(c)) : found
        return done.ok ? c.json(told(done.value), 200) : refused(c, done.error)
      },
    )
}

const countsOf = (all: readonly PageTold[]) => {
  const count = (outcome: PageTold['outcome']): number => all.filter((one) => one.outcome === outcome).length
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    kept: all.filter(({ kept }) => kept.length > 0).length,
  }
}

const told = (one: PartnerDesk) => ({
  id: one.id,
  institution: one.institution,
  address: one.address,
  name: one.name,
  state: one.state,
  foundCount: one.foundCount,
  readCount: one.readCount,
  doneCount: one.doneCount,
  isCut: one.isCut,
  waitUntil: one.waitUntil === 0 ? null : new Date(one.waitUntil).toISOString(),
  byName: one.byName,
  startedAt: new Date(one.startedAt).toISOString(),
  changedAt: new Date(one.changedAt).toISOString(),
})

function toldObject(c: Context<Env>, { fault, notes, record, changes, kept, ...one }: PageTold) {
  const t = wordsFor(c.get('locale'))
  const { address, title, outcome, viewCount } = one
  return {
    address,
    title,
    outcome,
    viewCount,
    record: record ?? null,
    changes: [...changes],
    kept: [...kept],
    notes: notes.map((note) => ({ code: note.code, title: t(`partners:note.${note.code}`, note) })),
    fault: fault === undefined ? null : { code: fault.code, title: t(`partners:fault.${fault.code}`, fault) },
  }
}

const fieldOf: Readonly<Partial<Record<PartnerRefusal['code'], string>>> = {
  partner_import_unknown: 'id',
  partner_import_elsewhere: 'institution',
  partner_document_refused: 'address',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: PartnerRefusal): never {
  const { code, ...facts } = refusal
  const why =
    'fault' in facts ? { ...facts, why: wordsFor(c.get('locale'))(`partners:fault.${facts.fault}`) } : facts
  return problem(c, {
    status: statusOfPartnerRefusal[code],
    code,
    words: 'partners',
    field: fieldOf[code],
    facts: why,
  }) as never
}
