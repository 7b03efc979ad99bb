import { createRoute, z } from '@hono/zod-openapi'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { MailAddresses } from './address-service.ts'
import type { MailAddress, Tracked } from './ports.ts'
import { body, json, refusals, refused, walletIdOf } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import type { Messages } from './service.ts'

export type MessageRouteParts = {
  readonly messages: Messages
  readonly addresses: MailAddresses
  readonly guard: Guard<'message.read' | 'message.address' | 'message.by_link' | 'wallet.read'>
}

const shownAddress = ({ address, language, createdAt, confirmedAt }: MailAddress) => ({
  address,
  language,
  givenAt: createdAt,
  confirmedAt,
})

/** How far a message is. */
export const stateOf = ({ message, state, reason, attempts, changedAt, dueAt }: Tracked) => ({
  id: message.id,
  kind: message.kind,
  language: message.language,
  createdAt: message.createdAt,
  state,
  reason,
  attempts,
  changedAt,
  dueAt,
})

/** The text of a letter, for whom it may be shown to. */
export const textOf = (messages: Messages, { message }: Tracked) => {
  const { subject, text } = messages.letter(message)
  return { subject, text }
}

/** As staff see it: what shops are told with its text, what holders of wallets are told only where all is invented. */
const shownToStaff = (messages: Messages, tracked: Tracked) => {
  const { recipient, facts } = tracked.message
  const mayBeRead = recipient.kind === 'merchant' || messages.shows
  const shop = recipient.kind === 'merchant' && 'shopJa' in facts ? facts.shopJa : null
  return {
    ...stateOf(tracked),
    shop,
    letter: mayBeRead ? textOf(messages, tracked) : null,
  }
}

/** Receipts and notices by mail: the outbox, and the addresses of those who want it. */
export function messageRoutes({ messages, addresses, guard }: MessageRouteParts) {
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const shown = (tracked: Tracked) => shownToStaff(messages, tracked)
      const [undelivered, latest, waiting] = await Promise.all([
        messages.undelivered(50),
        messages.latest(50),
        messages.waiting(),
      ])
      c.header('cache-control', 'no-store')
      return c.json(
        {
          tells: messages.tells,
          shows: messages.shows,
          waiting,
          undelivered: undelivered.map(shown),
          latest: latest.map(shown),
        },
        200,
      )
    })
    .openapi(readRoute(guard), async (c) => {
      const address = await addresses.ofWallet(walletIdOf(c))
      const sent = address === undefined ? [] : await messages.to({ kind: 'address', id: address.id }, 5)
      c.header('cache-control', 'no-store')
      return c.json(
        {
          tells: messages.tells,
          shows: messages.shows,
          address: address === undefined ? null : shownAddress(address),
          latest: sent.map((tracked) => ({
            ...stateOf(tracked),
            // In a demonstration nothing arrives: it is read here.
            letter: messages.shows ? textOf(messages, tracked) : null,
          })),
        },
        200,
      )
    })
    .openapi(giveRoute(guard), async (c) => {
      const given = await addresses.give({ walletId: walletIdOf(c), ...c.req.valid('json') })
      return given.ok ? c.json(shownAddress(given.value), 200) : refused(c, given.error)
    })
    .openapi(removeRoute(guard), async (c) => {
      await addresses.remove(walletIdOf(c))
      return c.body(null, 204)
    })
    .openapi(confirmRoute(guard), async (c) => {
      const confirmed = await addresses.confirm(c.req.valid('json').token)
      return confirmed.ok
        ? c.json({ confirmedAt: confirmed.value.confirmedAt }, 200)
        : refused(c, confirmed.error)
    })
    .openapi(stopRoute(guard), async (c) => {
      const stopped = await addresses.stop(c.req.valid('json').token)
      return stopped.ok ? c.body(null, 204) : refused(c, stopped.error)
    })
}

type G = MessageRouteParts['guard']
const tags = ['messages']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/messages',
    tags,
    summary: 'What was told by mail and what could not be, the newest first',
    middleware: [guard('message.read')] as const,
    responses: { 200: json(schemas.outboxSchema, 'The outbox'), ...refusals },
  })

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/wallets/me/mail-address',
    tags,
    summary: 'Where this wallet’s receipts go, and how far the last of them are',
    middleware: [guard('wallet.read')] as const,
    responses: { 200: json(schemas.ownSchema, 'The address, if there is one'), ...refusals },
  })

const giveRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/wallets/me/mail-address',
    tags,
    summary: 'Ask for receipts at an address; none comes before somebody there has said yes',
    middleware: [guard('message.address')] as const,
    request: { headers: idempotencyHeader, body: body(schemas.givenSchema) },
    responses: { 200: json(schemas.addressSchema, 'Noted; a question was sent there'), ...refusals },
  })

const removeRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/wallets/me/mail-address',
    tags,
    summary: 'Forget the address; what still waits for it is not sent',
    middleware: [guard('wallet.read')] as const,
    responses: { 204: { description: 'Forgotten' }, ...refusals },
  })

const confirmRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/mail-addresses/confirmation',
    tags,
    summary: 'Say yes to receipts with the link of the letter, from any browser',
    middleware: [guard('message.by_link')] as const,
    request: { headers: idempotencyHeader, body: body(schemas.tokenSchema) },
    responses: {
      200: json(z.object({ confirmedAt: schemas.instant.nullable() }), 'Confirmed'),
      ...refusals,
    },
  })

const stopRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/mail-addresses/removal',
    tags,
    summary: 'Say no to receipts with the link of a letter, from any browser; the address is forgotten',
    middleware: [guard('message.by_link')] as const,
    request: { headers: idempotencyHeader, body: body(schemas.tokenSchema) },
    responses: { 204: { description: 'Forgotten' }, ...refusals },
  })
