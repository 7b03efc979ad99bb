import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Changed, StandInPages } from './stand-in.ts'
import type { Checkout, SessionObject } from './objects.ts'
import { closedPage, mount } from './page-frame.ts'
import { storePage, voucherPage } from './page-markup-konbini.ts'
import { challengePage, payPage, paypayPage } from './page-markup.ts'
import { pageStyle } from './page-style.ts'

export type PageRouteParts = {
  readonly pages: StandInPages
  /** Sends the events that the payer's step made; what fails now is sent by the job later. */
  readonly sendEvents: () => Promise<unknown>
}

/** A form of the payment page is a few hundred bytes. */
const formBytesMax = 4_096

/** The hosted payment page: HTML and forms, no script, under the strictest policy that lets a form be sent. */
export function pageRoutes({ pages, sendEvents }: PageRouteParts) {
  const app = new Hono()
  app.use('*', bodyLimit({ maxSize: formBytesMax }))
  app.get('/style.css', (c) => {
    c.header('cache-control', 'public, max-age=3600')
    return c.body(pageStyle, 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  app.get('/pay/:id', async (c) => {
    const checkout = await pages.read(c.req.param('id'))
    return show(c, checkout, c.req.query('declined') === undefined ? null : refusalOf(checkout))
  })
  app.post('/pay/:id', async (c) => {
    const id = c.req.param('id')
    const form = await c.req.parseBody()
    const checkout = await pages.read(id)
    const method = checkout?.session.payment_method_types[0]
    if (checkout && method === 'konbini') return orderVoucher(c, checkout, form)
    if (checkout && method === 'paypay') {
      const changed = await pages.submitPayPay(id, pageOf(checkout, `/challenge/${id}`))
      await sendEvents()
      return answer(c, changed, await pages.read(id))
    }
    const typed = textOf(form['typed']) || textOf(form['card'])
    if (typed === '') return show(c, await pages.read(id), 'none_chosen', 422)
    const changed = await pages.submitCard(id, typed)
    await sendEvents()
    return answer(c, changed, await pages.read(id))
  })
  const orderVoucher = async (c: Context, checkout: Checkout, form: Record<string, unknown>) => {
    const { id } = checkout.session
    const order = { email: textOf(form['email']), phone: textOf(form['phone']).replaceAll('-', '') }
    const wrong = wrongField(order)
    if (wrong !== null) return show(c, checkout, wrong, 422)
    const changed = await pages.submitStore(id, order, pageOf(checkout, `/voucher/${id}`))
    await sendEvents()
    return answer(c, changed, await pages.read(id))
  }
  app.get('/voucher/:id', async (c) => showVoucher(c, await pages.read(c.req.param('id'))))
  app.post('/voucher/:id', async (c) => {
    const id = c.req.param('id')
    const { act } = await c.req.parseBody()
    if (act === 'end') await pages.lapse(id)
    else await pages.payAtStore(id)
    await sendEvents()
    // What was pressed twice, or too late, is told by what stands there now.
    return c.redirect(`${mount}/voucher/${id}`, 303)
  })
  app.get('/challenge/:id', async (c) => {
    const checkout = await pages.read(c.req.param('id'))
    if (checkout?.payment?.status !== 'requires_action') return show(c, checkout, null)
    const isPayPay = checkout.session.payment_method_types[0] === 'paypay'
    return page(c, isPayPay ? paypayPage(checkout) : challengePage(checkout), checkout.session)
  })
  app.post('/challenge/:id', async (c) => {
    const id = c.req.param('id')
    const { answer: given } = await c.req.parseBody()
    const changed = await pages.answerChallenge(id, given === 'approve')
    await sendEvents()
    return answer(c, changed, await pages.read(id))
  })
  return app
}

/** Which field of the order a store's page would send back; null where it is right. */
function wrongField({ email, phone }: { email: string; phone: string }): string | null {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) return 'email'
  return phone === '' || (/^\d{10,11}$/.test(phone) && !/^0+$/.test(phone)) ? null : 'phone'
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '')

/**
 * Where the payer goes after a step: back to the shop, to the bank's question, or here again with the reason. Always
 * by a redirect, so that going back never asks to send a card twice.
 */
function answer(c: Context, changed: Changed, checkout: Checkout | undefined) {
  if (!changed.ok && changed.error.code === 'busy') return show(c, checkout, 'busy', 503)
  const isDeclined = checkout?.session.status === 'open' && checkout.payment?.status !== 'requires_action'
  if (isDeclined) return c.redirect(`${mount}/pay/${checkout.session.id}?declined`, 303)
  return show(c, checkout, null)
}

const refusalOf = (checkout: Checkout | undefined): string | null => {
  const error = checkout?.payment?.last_payment_error
  return error?.decline_code ?? error?.code ?? null
}

function show(
  c: Context,
  checkout: Checkout | undefined,
  refusal: string | null,
  status: 200 | 422 | 503 = 200,
) {
  if (checkout === undefined) return page(c, closedPage(undefined), undefined, 404)
  const { session, payment } = checkout
  const isKonbini = session.payment_method_types[0] === 'konbini'
  // Nobody is sent back to the shop with a voucher in hand: its page is where they go.
  if (session.status === 'complete')
    return c.redirect(isKonbini ? `${mount}/voucher/${session.id}` : returnUrl(session), 303)
  if (session.status === 'expired') return page(c, closedPage(session), session, 410)
  if (payment?.status === 'requires_action' && c.req.method === 'POST')
    return c.redirect(`${mount}/challenge/${session.id}`, 303)
  const shown = isKonbini ? storePage(checkout, refusal) : payPage(checkout, refusal)
  return page(c, shown, session, refusal === null ? 200 : status)
}

function showVoucher(c: Context, checkout: Checkout | undefined) {
  const isKnown = checkout?.session.payment_method_types[0] === 'konbini' && checkout.payment !== null
  if (!isKnown) return page(c, closedPage(undefined), undefined, 404)
  if (checkout.session.status === 'open') return c.redirect(`${mount}/pay/${checkout.session.id}`, 303)
  return page(c, voucherPage(checkout, returnUrl(checkout.session)), checkout.session)
}

/** An address of the stand-in where the payer came from, as the page itself has it. */
const pageOf = ({ session }: Checkout, path: string): string =>
  new URL(`${mount}${path}`, session.success_url ?? undefined).href

const returnUrl = (session: SessionObject): string =>
  (session.success_url ?? '/wallet').replaceAll('{CHECKOUT_SESSION_ID}', session.id)

function page(
  c: Context,
  markup: ReturnType<typeof payPage>,
  session: SessionObject | undefined,
  status: 200 | 404 | 410 | 422 | 503 = 200,
) {
  // A browser follows a form's redirect only to where the policy lets a form go.
  const home = session?.success_url ? new URL(session.success_url).origin : ''
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self' ${home}; base-uri 'none'; frame-ancestors 'none'`,
  )
  c.header('referrer-policy', 'same-origin')
  c.header('cache-control', 'no-store')
  return c.html(markup, status)
}
