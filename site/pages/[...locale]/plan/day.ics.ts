/** A plan for the calendar: one entry for every ride and every stay. */
import type { APIRoute } from 'astro'
import { localeFromParam, pathFor } from '../../../lib/locale.ts'
import { absoluteUrl } from '../../../lib/origin.ts'
import { calendarOf } from '../../../lib/plan/ics.ts'
import { openPlan } from '../../../lib/plan/opened.ts'
import { queryOf } from '../../../lib/plan/ask.ts'

export const prerender = false

export const GET: APIRoute = async (context) => {
  const locale = localeFromParam(context.params['locale'])
  if (locale === undefined) return new Response(null, { status: 404 })
  const { ask, key, plan } = await openPlan(context, locale)
  if (plan === undefined) return new Response(null, { status: 404 })
  const date = plan.date ?? ask.date
  const path = `${pathFor(locale, '/plan/day')}?${queryOf(ask, { plan: key })}`
  const address = absoluteUrl(context, path)
  return new Response(calendarOf(plan, { locale, key, date, address, madeAt: context.locals.now() }), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="aizu-${date}.ics"`,
      'cache-control': 'public, max-age=0, s-maxage=120',
    },
  })
}
