import { buildPushPayload } from '@block65/webcrypto-web-push'
import type { PostAnswer } from './delivery.ts'
import type { Push } from './ports.ts'
import type { PushKey } from './push-key.ts'

export type PushServices = {
  readonly key: PushKey
  /** Where push services reach whoever runs the hub: mailto: or https: (RFC 8292, 2.1). */
  readonly contact: string
  /** How long a silent service is waited for, milliseconds. */
  readonly patienceMs: number
  readonly network: typeof fetch
}

/** How long a push service may be silent; own choice, well within an attempt's time. */
export const pushPatienceMs = 10_000

/** Hands notices to browsers' push services (RFC 8030), readable only by the browser (RFC 8291). Nothing is logged. */
export function pushWeb({ key, contact, patienceMs, network }: PushServices): Push {
  const vapid = { subject: contact, ...key }
  return {
    publicKey: key.publicKey,
    send: async ({ to: { endpoint, p256dh, auth }, notice, tag, keptMs }) => {
      try {
        const pushed = await buildPushPayload(
          { data: { ...notice, tag }, options: { ttl: Math.max(Math.ceil(keptMs / 1000), 1), topic: tag } },
          { endpoint, expirationTime: null, keys: { p256dh, auth } },
          vapid,
        )
        const answer = await network(endpoint, {
          ...pushed,
          // A push service sends nobody on to somewhere else.
          redirect: 'manual',
          signal: AbortSignal.timeout(patienceMs),
        })
        await answer.body?.cancel()
        return answerOf(answer.status)
      } catch (error) {
        return { what: 'later', reason: (error as Error).name, isServerAway: false }
      }
    },
  }
}

/** RFC 8030: 201 taken (5), 404 and 410 nobody there any more (7.3), 429 and 5xx later (8.4). */
function answerOf(status: number): PostAnswer {
  if (status >= 200 && status < 300) return { what: 'taken' }
  if (status === 404 || status === 410) return { what: 'gone' }
  const reason = String(status)
  if (status === 429 || status >= 500) return { what: 'later', reason, isServerAway: false }
  return { what: 'never', reason }
}
