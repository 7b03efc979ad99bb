import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers } from '../platform/http/guard.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { statusOfAuditRefusal } from './errors.ts'
import type { AuditRefusal } from './errors.ts'
import * as schemas from './routes-schemas.ts'
import type { Audit } from './service.ts'

/** What the routes of the record ask the authorisation table for. */
export type AuditOperation = 'audit.read' | 'proof.read'

export type AuditRouteParts = { readonly audit: Audit; readonly guard: Guard<AuditOperation> }

const nothingYet = problemAnswer('Nothing was sealed yet')

/** What everybody may know of the record: its length and hash, its keys, that it only grows, what it sums to. */
export function auditRoutes({ audit, guard }: AuditRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/audit/checkpoint',
        tags: ['audit'],
        summary:
          'The newest checkpoint: a signed note (C2SP tlog-checkpoint) of the record’s length and root hash',
        middleware: [guard('audit.read')] as const,
        responses: {
          200: { description: 'The note', content: { 'text/plain': { schema: z.string() } } },
          404: nothingYet,
        },
      }),
      async (c) => {
        const newest = await audit.checkpoint()
        return newest.ok ? c.text(newest.value, 200) : refused(c, newest.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/audit/keys',
        tags: ['audit'],
        summary: 'The public keys (C2SP verifier keys) that checkpoints and statements were signed with',
        middleware: [guard('audit.read')] as const,
        responses: {
          200: answer('The oldest first; the last one signs now', schemas.keysSchema),
          404: nothingYet,
        },
      }),
      async (c) => {
        const keys = await audit.keys()
        if (!keys.ok) return refused(c, keys.error)
        return c.json(
          { keys: keys.value.map(({ verifier, createdAt }) => ({ verifier, since: createdAt })) },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/audit/consistency',
        tags: ['audit'],
        summary: 'Proof that a later record begins with the whole of an earlier one (RFC 9162, 2.1.4)',
        middleware: [guard('audit.read')] as const,
        request: { query: schemas.consistencyQuery },
        responses: {
          200: answer('The hashes of the proof, base64', schemas.consistencySchema),
          400: problemAnswer('A size is no whole number above zero'),
          404: problemAnswer('The record is not that long'),
        },
      }),
      async (c) => {
        const { from, to } = c.req.valid('query')
        const proof = await audit.consistency(from, to)
        if (!proof.ok) return refused(c, proof.error)
        return c.json({ ...proof.value, path: [...proof.value.path] }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/audit/statements',
        tags: ['audit'],
        summary:
          'The books at the end of each day: issued − used − expired − refunded = outstanding ≤ reserve',
        middleware: [guard('audit.read')] as const,
        request: { query: schemas.statementsQuery },
        responses: {
          200: answer('The newest first, each with its signed note', schemas.statementsSchema),
          400: problemAnswer('The limit is none'),
        },
      }),
      async (c) => c.json({ statements: await audit.statements(c.req.valid('query').limit) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/audit/journals/{journalId}/proof',
        tags: ['audit'],
        summary: 'Proof that a payment, refund or top-up is in the record; tells nothing of the wallet',
        middleware: [guard('proof.read')] as const,
        request: { params: schemas.journalParams },
        responses: {
          200: answer('The proof, to be kept beside the receipt', schemas.proofSchema),
          401: problemAnswer('No wallet or nobody signed in'),
          403: problemAnswer('Signed in, not allowed'),
          404: problemAnswer('Not there, or somebody else’s'),
          409: problemAnswer('Not sealed yet: ask again in a few seconds'),
        },
      }),
      async (c) => {
        const { journalId } = c.req.valid('param')
        const proof = await audit.proof(journalId, (holder) => covers(c.get('actor'), holder))
        c.header('cache-control', 'no-store')
        if (!proof.ok) return refused(c, proof.error)
        const { entry, path } = proof.value
        const told = { ...entry.told, entries: [...entry.told.entries] }
        return c.json({ ...proof.value, entry: { ...entry, told }, path: [...path] }, 200)
      },
    )
}

/** A refusal as a problem document. */
function refused(c: Context<Env>, refusal: AuditRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  // The answers of a problem are described by the routes; the router's types know only those of success.
  return problem(c, { status: statusOfAuditRefusal(refusal), code, words: 'audit', field, facts }) as never
}
