import {
  addressService,
  allBrowsers,
  deliverySettings,
  linkTokens,
  messageService,
  pushAddressService,
  pushSettings,
  shopBrowserService,
  shopLanguageService,
} from './messages/index.ts'
import type { Post, Push } from './messages/ports.ts'
import { pushKeyFrom } from './messages/push-key.ts'
import { pushPatienceMs, pushWeb } from './messages/push-webcrypto.ts'
import { addressStore } from './messages/repository-addresses.ts'
import { happenings } from './messages/repository-happenings.ts'
import { pushAddressStore } from './messages/repository-push-addresses.ts'
import { shopBrowserStore } from './messages/repository-shop-browsers.ts'
import { shopLanguageStore } from './messages/repository-shop-languages.ts'
import { messageStore } from './messages/repository.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Job } from './platform/jobs.ts'
import type { Mode } from './platform/mode.ts'
import { wordsFor } from './platform/words.ts'
import type { HubParts } from './services.ts'

type Parts = Pick<
  HubParts,
  'store' | 'mode' | 'configuration' | 'clock' | 'ids' | 'secret' | 'post' | 'network'
>

/** What people are told by mail and on their phones: the outbox, its job, and the addresses of those who want it. */
export async function composeMessages(parts: Parts, origin: () => string) {
  const { store, mode, clock, ids, secret, post } = parts
  const kept = messageStore(store)
  const addresses = addressStore(store)
  const browsers = pushAddressStore(store)
  const shopBrowsers = shopBrowserStore(store, clock)
  const push = await pushOf(parts)
  const { tokenOf, addressOfToken } = linkTokens(secret)
  const messages = messageService({
    store: kept,
    addresses,
    happenings: happenings(store),
    // Invented shops have invented addresses: nothing leaves a demonstration.
    post: mode === 'demonstration' ? 'shown' : post,
    // A browser that asked for notices is nobody's invention: it gets them in a demonstration, too.
    pushes: push && { push, browsers: allBrowsers([browsers, shopBrowsers]), settings: pushSettings },
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
  return {
    tells,
    routes: {
      messages: {
        messages,
        addresses: mail,
        languages: shopLanguageService({ languages: shopLanguageStore(store), clock }),
      },
      push: { browsers: pushAddressService({ addresses: browsers, push, clock, ids }) },
      shopPush: { browsers: shopBrowserService({ browsers: shopBrowsers, push, clock, ids }) },
    },
    jobs: [job],
  }
}

/** The way to browsers' push services; none where nobody said how they reach whoever runs the hub. */
async function pushOf({ configuration, secret, network }: Parts): Promise<Push | undefined> {
  const { PUSH_CONTACT: contact } = configuration
  if (contact === undefined) return undefined
  return pushWeb({
    key: await pushKeyFrom(secret),
    contact,
    patienceMs: pushPatienceMs,
    network: network ?? ((...asked) => fetch(...asked)),
  })
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
