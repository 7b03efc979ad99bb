import { apiFor, cookiesOf } from '../../lib/api.ts'

type Left = {
  /** `still_in`: somebody is, or may be, signed in here after all. */
  readonly outcome: 'nobody' | 'ended' | 'still_in'
  /** What the browser must be told. */
  readonly cookies: readonly string[]
}

/**
 * Ends whatever session the asking browser has. It is the page that asks for it, so that it does so as the hub itself: a
 * browser says nothing of where it comes from over plain http, when it is old, or when the page is opened from its
 * bookmarks. Only what another site made it open ends nothing.
 */
export async function leaveSession(context: Parameters<typeof apiFor>[0], locale: string): Promise<Left> {
  const { api } = apiFor(context, locale)
  const asked = await api.session.$get()
  if (asked.ok && (await asked.json()).person === null) return { outcome: 'nobody', cookies: [] }
  if (context.request.headers.get('sec-fetch-site') === 'cross-site')
    return { outcome: 'still_in', cookies: [] }
  const headers = { origin: context.url.origin, 'sec-fetch-site': 'same-origin' }
  const answer = await api.session.$delete({}, { headers })
  return { outcome: answer.ok ? 'ended' : 'still_in', cookies: cookiesOf(answer) }
}
