import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { csvOf } from '../platform/csv.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import { wordsFor } from '../platform/words.ts'
import { type ImportRefusal, type RowTold, statusOfImportRefusal } from './import.ts'
import { faultSaid, reportOf } from './import-report.ts'
import type { ImportDesk, Imports } from './import-service.ts'
import { notTheirs, writerOf } from './routes-desk.ts'
import * as schemas from './routes-imports-schemas.ts'

export type ImportRouteParts = {
  readonly imports: Imports
  readonly origin: () => string
  readonly guard: Guard<'item.import'>
}

const rowsShown = 50

const tags = ['museum']
const params = z.object({ id: z.string().max(100) })
const answers = {
  400: problemAnswer('A field is missing or wrong; `field` names it'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Signed in, not for this institution'),
  404: problemAnswer('No such import'),
  409: problemAnswer('Not at this stage of it'),
  413: problemAnswer('The file is too large'),
  422: problemAnswer('The file cannot be taken; `facts` tell where'),
}
const shown = { content: { 'application/json': { schema: schemas.importSchema } } }

/** Tables of items that an institution brings: mapped, looked at, done row by row, reported. */
export function importRoutes({ imports, origin, guard }: ImportRouteParts) {
  /** An import of an institution that this person works for; of another one nothing is said. */
  const own = async (c: Context<Env>): Promise<Result<ImportDesk, ImportRefusal>> => {
    const id = c.req.param('id') ?? ''
    const found = await imports.find(id)
    if (found.ok && !covers(c.get('actor'), found.value.institution))
      return refuse({ code: 'import_unknown', identifier: id })
    return found
  }

  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/imports',
        tags,
        summary: 'Bring a table of items; nothing is written about any item',
        middleware: [guard('item.import')] as const,
        description: 'The body is the file itself (`text/csv`, up to 8 MiB): UTF-8, UTF-16 or Shift_JIS.',
        request: { query: schemas.newImportQuery },
        responses: { 201: { description: 'It is here', ...shown }, ...answers },
      }),
      async (c) => {
        const { institution, name } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        const taken = await imports.start({ institution, name, bytes }, writerOf(c))
        return taken.ok ? c.json(told(taken.value), 201) : refused(c, taken.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/imports',
        tags,
        summary: 'The tables that were brought to an institution',
        middleware: [guard('item.import')] as const,
        request: { query: z.object({ institution: z.string().min(1).max(80) }) },
        responses: {
          200: {
            description: 'The newest one first',
            content: { 'application/json': { schema: schemas.importListSchema } },
          },
          ...answers,
        },
      }),
      async (c) => {
        const { institution } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        return c.json({ imports: (await imports.ofInstitution(institution)).map(told) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/imports/{id}',
        tags,
        summary: 'How far an import is',
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
        method: 'post',
        path: '/museum/imports/{id}/mapping',
        tags,
        summary: 'Say where its columns go',
        middleware: [guard('item.import')] as const,
        request: {
          params,
          body: { required: true, content: { 'application/json': { schema: schemas.mappingBody } } },
        },
        responses: { 200: { description: 'It can be looked at', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        const { columns, rights = '' } = c.req.valid('json')
        const mapped = found.ok ? await imports.map(found.value, { columns, rights }) : found
        return mapped.ok ? c.json(told(mapped.value), 200) : refused(c, mapped.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/imports/{id}/rows',
        tags,
        summary: 'Each row with what it did, or would do',
        middleware: [guard('item.import')] as const,
        description:
          'Before a row is done it is looked at anew each time that it is asked for; nothing is written.',
        request: { params, query: schemas.rowsQuery },
        responses: {
          200: { description: 'The rows', content: { 'application/json': { schema: schemas.rowsSchema } } },
          ...answers,
        },
      }),
      async (c) => {
        const found = await own(c)
        if (!found.ok) return refused(c, found.error)
        const { outcome, from } = c.req.valid('query')
        const all = await imports.told(found.value)
        const asked = outcome === undefined ? all : all.filter((row) => row.outcome === outcome)
        const rows = asked.slice(Number(from), Number(from) + rowsShown)
        const next = Number(from) + rowsShown < asked.length ? Number(from) + rowsShown : null
        return c.json({ counts: countsOf(all), rows: rows.map((row) => toldRow(c, row)), next }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/imports/{id}/run',
        tags,
        summary: 'Let it run, or go on; sent twice, it runs once',
        middleware: [guard('item.import')] as const,
        request: {
          params,
          body: { required: true, content: { 'application/json': { schema: schemas.runBody } } },
        },
        responses: { 200: { description: 'It runs', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        const { overwrites, lookedAt } = c.req.valid('json')
        const how = { overwrites, lookedAt: lookedAt === undefined ? undefined : Date.parse(lookedAt) }
        const begun = found.ok ? await imports.run(found.value, how, writerOf(c)) : found
        return begun.ok ? c.json(told(begun.value), 200) : refused(c, begun.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/imports/{id}/stop',
        tags,
        summary: 'Interrupt it; what is done stays',
        middleware: [guard('item.import')] as const,
        request: { params },
        responses: { 200: { description: 'It stands still', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        const stopped = found.ok ? await imports.stop(found.value) : found
        return stopped.ok ? c.json(told(stopped.value), 200) : refused(c, stopped.error)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/museum/imports/{id}',
        tags,
        summary: 'Give a file up of which no row was done',
        middleware: [guard('item.import')] as const,
        request: { params },
        responses: { 204: { description: 'Gone' }, ...answers },
      }),
      async (c) => {
        const found = await own(c)
        const given = found.ok ? await imports.giveUp(found.value) : found
        return given.ok ? c.body(null, 204) : refused(c, given.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/imports/{id}/report',
        tags,
        summary: 'Each row with what became of it, for a spreadsheet',
        middleware: [guard('item.import')] as const,
        request: { params },
        responses: {
          200: { description: 'CSV in UTF-8', content: { 'text/csv': { schema: z.any() } } },
          ...answers,
        },
      }),
      async (c) => {
        const found = await own(c)
        if (!found.ok) return refused(c, found.error)
        const address = (record: string): string => `${origin()}/studio/write/${record}`
        const { header, rows } = reportOf(await imports.told(found.value), wordsFor(c.get('locale')), address)
        // With its mark, or spreadsheets take it for what Windows had before.
        return c.body(`\ufeff${csvOf(header, rows)}`, 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="import-${found.value.id}.csv"`,
          'cache-control': 'no-store',
        })
      },
    )
}

const countsOf = (rows: readonly RowTold[]) => {
  const count = (outcome: RowTold['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    kept: rows.filter(({ kept }) => kept.length > 0).length,
  }
}

const told = (one: ImportDesk) => ({
  id: one.id,
  institution: one.institution,
  name: one.name,
  encoding: one.encoding,
  headings: [...one.headings],
  columns: [...one.columns],
  samples: one.samples.map((cells) => [...cells]),
  rights: one.rights,
  overwrites: one.overwrites,
  state: one.state,
  rowCount: one.rowCount,
  doneCount: one.doneCount,
  byName: one.byName,
  startedAt: new Date(one.startedAt).toISOString(),
  changedAt: new Date(one.changedAt).toISOString(),
})

function toldRow(c: Context<Env>, { row, line, identifier, outcome, record, changes, kept, fault }: RowTold) {
  return {
    row,
    line,
    identifier,
    outcome,
    record: record ?? null,
    changes: [...changes],
    kept: [...kept],
    fault:
      fault === undefined
        ? null
        : {
            code: fault.code,
            target: fault.target ?? null,
            title: faultSaid(fault, wordsFor(c.get('locale'))),
          },
  }
}

const fieldOf: Readonly<Partial<Record<ImportRefusal['code'], string>>> = {
  import_unknown: 'id',
  import_elsewhere: 'institution',
  import_columns_wrong: 'columns',
  import_target_unknown: 'columns',
  import_target_twice: 'columns',
  import_identifier_unmapped: 'columns',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: ImportRefusal): never {
  const { code, ...facts } = refusal
  return problem(c, {
    status: statusOfImportRefusal[code],
    code,
    words: 'imports',
    field: fieldOf[code] ?? (statusOfImportRefusal[code] === 422 ? 'body' : undefined),
    facts,
  }) as never
}
