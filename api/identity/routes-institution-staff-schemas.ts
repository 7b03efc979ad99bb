import { z } from '@hono/zod-openapi'
import { institutionRoles, invitationLanguages } from './institution-staff.ts'

const id = z.string().regex(/^[\w-]{1,64}$/)
const role = z.enum(institutionRoles)
const instant = z.int().describe('Epoch milliseconds')

export const institutionParameter = z.object({ id })
export const invitationParameters = z.object({ id, invitationId: id })
export const memberParameters = z.object({ id, userId: id })

export const staffSchema = z
  .object({
    people: z.array(
      z.object({ userId: z.string(), name: z.string(), email: z.string(), role, isYou: z.boolean() }),
    ),
    invitations: z
      .array(z.object({ invitationId: z.string(), email: z.string(), role, validUntil: instant }))
      .describe('Those that wait'),
    changes: z
      .array(
        z.object({
          at: instant,
          name: z.string(),
          byName: z.string(),
          role: role.nullable().describe('Null: taken away'),
          isByInvitation: z.boolean(),
        }),
      )
      .describe('The newest first'),
    mails: z.boolean().describe('Whether a letter can be sent from here'),
  })
  .openapi('InstitutionStaff')

export const inviteBody = z
  .strictObject({
    email: z.email().max(200),
    role,
    language: z.enum(invitationLanguages),
    isMailed: z.boolean().describe('Sent to the address; else the link is told once, to be handed over'),
  })
  .openapi('InstitutionInvite')

export const invitedSchema = z
  .object({
    invitationId: z.string(),
    validUntil: instant,
    link: z.string().nullable().describe('Told once; null where it was sent'),
  })
  .openapi('InstitutionInvited')

export const partBody = z.strictObject({ role }).openapi('InstitutionPart')

const token = z.string().regex(/^[\x21-\x7e]{1,200}$/)

export const tokenQuery = z.object({ invitation: token })

export const invitationSchema = z
  .object({
    institution: z.object({ id: z.string(), nameJa: z.string(), nameEn: z.string() }),
    role,
    email: z.string(),
    validUntil: instant,
    isKnown: z.boolean().describe('Somebody has this address: they sign in first'),
  })
  .openapi('InstitutionInvitation')

export const joinBody = z
  .strictObject({
    token,
    name: z
      .string()
      .regex(/^[^\p{Cc}]{1,100}$/u)
      .optional(),
    password: z
      .string()
      .regex(/^[^\p{Cc}]{1,200}$/u)
      .optional(),
  })
  .openapi('InstitutionJoin')

export const joinedSchema = z.object({ institution: z.string() }).openapi('InstitutionJoined')
