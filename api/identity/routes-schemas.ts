import { z } from '@hono/zod-openapi'
import { roles } from './authorisation.ts'

const instant = z.int().describe('Epoch milliseconds')

export const signInBody = z
  .strictObject({
    email: z.string().min(1).max(200),
    password: z.string().min(1).max(200),
  })
  .openapi('SignIn')

export const personSchema = z.object({ userId: z.string(), name: z.string() }).openapi('Person')

export const whoSchema = z
  .object({
    person: personSchema.nullable().describe('Null: nobody is signed in'),
    roles: z
      .array(
        z.object({
          role: z.enum(roles),
          scope: z.string().describe('Id it is held for; * for the whole hub'),
        }),
      )
      .describe('The parts of this person'),
    hasWallet: z.boolean().describe('This browser holds a wallet'),
    demonstrationLogIns: z
      .array(
        z.object({
          email: z.string(),
          password: z.string(),
          nameJa: z.string(),
          nameZhHant: z.string(),
          nameEn: z.string(),
        }),
      )
      .describe('Invented people of a demonstration; always empty in a live hub'),
  })
  .openapi('Who')

export const sessionsSchema = z
  .object({
    sessions: z.array(
      z.object({
        id: z.string(),
        isThisOne: z.boolean(),
        userAgent: z.string(),
        signedInAt: instant,
        usedAt: instant,
        expiresAt: instant,
      }),
    ),
  })
  .openapi('Sessions')

export const passkeysSchema = z
  .object({ passkeys: z.array(z.object({ id: z.string(), name: z.string(), addedAt: instant })) })
  .openapi('Passkeys')

export const idParameter = z.object({ id: z.string().regex(/^[\w-]{1,64}$/) })

export const ceremonySchema = z
  .object({
    options: z
      .record(z.string(), z.unknown())
      .describe('Hand to navigator.credentials, W3C Web Authentication Level 3 (JSON)'),
  })
  .openapi('PasskeyOptions')

/** The browser's answer; the library reads and proves the rest. */
export const passkeyBody = z
  .strictObject({
    response: z.looseObject({
      id: z.string().max(2_000),
      rawId: z.string().max(2_000),
      type: z.literal('public-key'),
      response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
      clientExtensionResults: z.looseObject({}),
    }),
  })
  .openapi('PasskeyAnswer')

export const passkeyAddedSchema = z.object({ passkeyId: z.string() }).openapi('PasskeyAdded')

export const reopenedSchema = z
  .object({
    walletId: z.string(),
    recoveryCode: z.string().describe('Replaces the printed code; shown once'),
  })
  .openapi('ReopenedWallet')
