import type { apiFor } from './api.ts'

/**
 * Who stands at a shop's till or desk, as a page tells its scripts: the shop with the clerk on duty, or with the one who is
 * signed in. What is kept on a device is shown and sent again to the same alone.
 */
export async function standingAt(
  { api }: Pick<ReturnType<typeof apiFor>, 'api'>,
  merchantId: string,
): Promise<string> {
  const [till, session] = await Promise.all([api.till.$get(), api.session.$get()])
  const clerk = till.ok ? (await till.json()).onDuty : null
  const person = session.ok ? (await session.json()).person : null
  return `${merchantId} ${clerk?.clerkId ?? person?.userId ?? ''}`
}
