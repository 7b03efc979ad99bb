import type { Store } from '../../db/store.ts'
import {
  addressService,
  deliverySettings,
  linkTokens,
  messageService,
  allBrowsers,
  pushAddressService,
  pushSettings,
  shopBrowserService,
} from '../../api/messages/index.ts'
import type { PostAnswer } from '../../api/messages/delivery.ts'
import type { Envelope, Post, Push } from '../../api/messages/ports.ts'
import { addressStore } from '../../api/messages/repository-addresses.ts'
import { happenings } from '../../api/messages/repository-happenings.ts'
import { pushAddressStore } from '../../api/messages/repository-push-addresses.ts'
import { shopBrowserStore } from '../../api/messages/repository-shop-browsers.ts'
import { messageStore } from '../../api/messages/repository.ts'
import type { Clock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { wordsFor } from '../../api/platform/words.ts'

/** The outbox of one process: several on one database are several processes. */
export function openOutbox(store: Store, clock: Clock, post: Post | 'shown' | undefined, push?: Push) {
  const pushAddresses = pushAddressStore(store)
  const shopBrowsers = shopBrowserStore(store, clock)
  const kept = messageStore(store)
  const addresses = addressStore(store)
  const { tokenOf, addressOfToken } = linkTokens('a secret of at least 32 characters')
  const messages = messageService({
    store: kept,
    addresses,
    happenings: happenings(store),
    post,
    pushes: push && { push, browsers: allBrowsers([pushAddresses, shopBrowsers]), settings: pushSettings },
    clock,
    wordsOf: (language) => {
      const t = wordsFor(language)
      return (key, facts = {}) => t(key, facts)
    },
    origin: () => 'https://meguri.example',
    tokenOf,
    settings: deliverySettings,
  })
  const mail = addressService({
    addresses,
    messages: kept,
    tells: messages.tells,
    clock,
    ids: randomIds,
    addressOfToken,
  })
  const browsers = pushAddressService({ addresses: pushAddresses, push, clock, ids: randomIds })
  const shops = shopBrowserService({ browsers: shopBrowsers, push, clock, ids: randomIds })
  return { messages, mail, kept, tokenOf, browsers, shops }
}

/** A way to a mail server that takes everything, or answers as told. */
export function keptPost() {
  const taken: Envelope[] = []
  let answers: PostAnswer = { what: 'taken' }
  return {
    taken,
    answers: (answer: PostAnswer) => (answers = answer),
    send: async (envelope: Envelope): Promise<PostAnswer> => {
      if (answers.what === 'taken') taken.push(envelope)
      return answers
    },
  }
}
