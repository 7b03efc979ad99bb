import { addressService, deliverySettings, linkTokens, messageService } from './messages/index.ts'
import type { Post } from './messages/ports.ts'
import { addressStore } from './messages/repository-addresses.ts'
import { happenings } from './messages/repository-happenings.ts'
import { messageStore } from './messages/repository.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Job } from './platform/jobs.ts'
import type { Mode } from './platform/mode.ts'
import { wordsFor } from './platform/words.ts'
import type { HubParts } from './services.ts'

type Parts = Pick<HubParts, 'store' | 'mode' | 'clock' | 'ids' | 'secret' | 'post'>

/** What people are told by mail: the outbox, its job, and the addresses of those who want it. */
export function composeMessages({ store, mode, clock, ids, secret, post }: Parts, origin: () => string) {
  const kept = messageStore(store)
  const addresses = addressStore(store)
  const { tokenOf, addressOfToken } = linkTokens(secret)
  const messages = messageService({
    store: kept,
    addresses,
    happenings: happenings(store),
    // Invented shops have invented addresses: nothing leaves a demonstration.
    post: mode === 'demonstration' ? 'shown' : post,
    clock,
    wordsOf: (language) => {
      const t = wordsFor(language)
      return (key, facts = {}) => t(key, facts)
    },
    origin,
    tokenOf,
    settings: deliverySettings,
  })
  const { tells } = messages
  const mail = addressService({ addresses, messages: kept, tells, clock, ids, addressOfToken })
  const job: Job = { name: 'messages', everyMs: 5_000, run: messages.turn }
  return { routes: { messages, addresses: mail }, jobs: [job] }
}

/**
 * The mail server of the settings; none where none is set. Throws a sentence where the settings do not belong together,
 * or not to this database.
 */
export async function postOf(
  mode: Mode,
  { SMTP_URL: url, MAIL_FROM: from }: Pick<Configuration, 'SMTP_URL' | 'MAIL_FROM'>,
): Promise<Post | undefined> {
  if ((url === undefined) !== (from === undefined))
    throw new Error('Set SMTP_URL and MAIL_FROM together: one without the other sends nothing.')
  if (url === undefined || from === undefined) return undefined
  if (mode === 'demonstration')
    throw new Error(
      'This database is a demonstration: its addresses are invented, and no mail server belongs here.',
    )
  // Read only where mail is sent: nobody else waits for it at the start.
  const { patienceMs, postNodemailer } = await import('./messages/post-nodemailer.ts')
  return postNodemailer({ url, from, patienceMs })
}
