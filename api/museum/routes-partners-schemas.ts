import { z } from '@hono/zod-openapi'
import { documentBytesMost, pageOutcomes, partnerStates } from './partner-import.ts'

export const partnerImportSchema = z
  .object({
    id: z.string(),
    institution: z.string(),
    address: z.string(),
    name: z.string().openapi({ description: 'Of the file; empty where it was fetched' }),
    state: z.enum(partnerStates),
    foundCount: z.int().openapi({ description: 'Documents that were found' }),
    readCount: z.int(),
    doneCount: z.int(),
    isCut: z.boolean().openapi({ description: 'Whether there was more than an import may have' }),
    waitUntil: z
      .string()
      .nullable()
      .openapi({ description: 'The partner asked to be left alone until then' }),
    byName: z.string(),
    startedAt: z.string(),
    changedAt: z.string(),
  })
  .openapi('PartnerImport')

export const partnerImportListSchema = z.object({
  imports: z.array(partnerImportSchema),
  next: z.int().nullable(),
})

const institutionSchema = z.string().min(1).max(80)

/** What somebody brings: an address, or a file with its name. */
export const newPartnerImportBody = z
  .strictObject({
    institution: institutionSchema,
    address: z.string().min(1).max(2_000).optional(),
    name: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\p{Cc}/\\]+$/u)
      .optional()
      .openapi({ description: 'Of a file' }),
    text: z
      .string()
      .min(1)
      .max(documentBytesMost)
      .optional()
      .openapi({ description: `What stands in the file: ${documentBytesMost} bytes at most` }),
  })
  .superRefine(({ address, name, text }, context) => {
    const [isFetched, isFile] = [address !== undefined, name !== undefined && text !== undefined]
    if (isFetched === isFile)
      context.addIssue({ code: 'custom', path: ['address'], message: 'give an address, or a file' })
  })

const changeSchema = z.object({ part: z.string(), before: z.string(), after: z.string() })
const saidSchema = z.object({
  code: z.string(),
  title: z.string().openapi({ description: 'In the reader’s language' }),
})

export const partnerObjectsSchema = z.object({
  counts: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int(), kept: z.int() }),
  objects: z.array(
    z
      .object({
        address: z.string(),
        title: z.string(),
        outcome: z.enum(pageOutcomes),
        record: z.string().nullable(),
        viewCount: z.int(),
        changes: z.array(changeSchema),
        kept: z.array(changeSchema).openapi({ description: 'What somebody wrote here and what stays' }),
        notes: z.array(saidSchema),
        fault: saidSchema.nullable(),
      })
      .openapi('PartnerObject'),
  ),
  next: z.int().nullable().openapi({ description: 'Where the list goes on' }),
})

export const objectsQuery = z.object({
  outcome: z.enum(pageOutcomes).optional(),
  from: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0'),
})

/** `halt` and `go-on`: the fetching; `run`, `stop` and `go-on`: the writing; `leave`: nothing more. */
export const partnerActs = ['halt', 'go-on', 'run', 'stop', 'leave'] as const
