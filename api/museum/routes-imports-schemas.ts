import { z } from '@hono/zod-openapi'
import { importStates, rowOutcomes } from './import.ts'
import { importTargets } from './import-columns.ts'
import { type RightsName, rights } from './rights.ts'

const rightsNames = [...(Object.keys(rights) as RightsName[]), ''] as const

export const importSchema = z
  .object({
    id: z.string(),
    institution: z.string(),
    name: z.string(),
    encoding: z.enum(['utf-8', 'shift_jis', 'utf-16le', 'utf-16be']),
    headings: z.array(z.string()),
    columns: z
      .array(z.string())
      .openapi({ description: 'For each heading where its column goes; guessed until somebody says so' }),
    samples: z.array(z.array(z.string())).openapi({ description: 'The first rows, shortened' }),
    rights: z.enum(rightsNames),
    overwrites: z.boolean(),
    state: z.enum(importStates),
    rowCount: z.int(),
    doneCount: z.int(),
    byName: z.string(),
    startedAt: z.string(),
    changedAt: z.string(),
  })
  .openapi('MuseumImport')

export const importListSchema = z.object({ imports: z.array(importSchema) })

const changeSchema = z.object({ part: z.string(), before: z.string(), after: z.string() })

export const rowSchema = z
  .object({
    row: z.int(),
    line: z.int().openapi({ description: 'Where it begins in the file' }),
    identifier: z.string(),
    outcome: z.enum(rowOutcomes),
    record: z.string().nullable(),
    changes: z.array(changeSchema),
    kept: z.array(changeSchema).openapi({ description: 'What somebody wrote here and what stays' }),
    fault: z
      .object({
        code: z.string(),
        target: z.string().nullable(),
        title: z.string().openapi({ description: 'Why, in the reader’s language' }),
      })
      .nullable(),
  })
  .openapi('MuseumImportRow')

export const rowsSchema = z.object({
  counts: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int(), kept: z.int() }),
  rows: z.array(rowSchema),
  next: z.int().nullable().openapi({ description: 'Where the list goes on' }),
})

/** What the hub names a file by: no path, nothing that is not printed. */
export const newImportQuery = z.object({
  institution: z.string().min(1).max(80),
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\p{Cc}]+$/u),
})

export const rowsQuery = z.object({
  outcome: z.enum(rowOutcomes).optional(),
  from: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0'),
})

export const mappingBody = z.strictObject({
  columns: z.array(z.enum([...importTargets, ''])).max(500),
  rights: z
    .enum(Object.keys(rights) as RightsName[])
    .optional()
    .openapi({ description: 'For rows that tell none' }),
})

export const runBody = z.strictObject({
  overwrites: z
    .boolean()
    .openapi({ description: 'Take the file’s text also where somebody wrote another one here' }),
  lookedAt: z.iso
    .datetime()
    .optional()
    .openapi({ description: '`changedAt` of the import whose rows were looked at: it runs as it was then' }),
})
