import { japanDay, japanTime } from '../platform/clock.ts'
import { locales } from '../platform/words.ts'
import type { Message, MessageFacts, MessageKind } from './message.ts'
import { shopLanguages } from './shop-language.ts'

/** What the recipient reads. */
export type Letter = {
  readonly subject: string
  readonly text: string
  /** Where it can be said that no more of these are wanted. */
  readonly stopLink?: string
}

export type LetterParts = {
  /** The words of the message's language. */
  readonly words: (key: string, facts?: Record<string, unknown>) => string
  /** Where people reach the hub. */
  readonly origin: string
  /** Proves that a link was read at this address; of a message to an address. */
  readonly token: string
}

/** What a visitor is told, in each language of the hub; who works here is told in three. */
const visitorKinds: ReadonlySet<MessageKind> = new Set([
  'address_confirmation',
  'payment_receipt',
  'payment_notice',
  'topup_notice',
])

/** The languages that have all words of a message; in another one it is in Japanese, and says so in that language. */
export const languagesOfLetter = (kind: MessageKind): readonly string[] =>
  visitorKinds.has(kind) ? locales : shopLanguages

/** The text of a message: the same message is the same text, whenever it is read or sent again. */
export function letterOf(message: Message, parts: LetterParts): Letter {
  const { words } = parts
  const { facts, stopLink } = told(message, parts)
  const letter = `messages:letter.${message.kind}`
  const isTheirs = languagesOfLetter(message.kind).includes(message.language)
  const before = isTheirs ? [] : [words('messages:letter.in_japanese')]
  const end = stopLink === undefined ? [] : [words('messages:letter.stop', { link: stopLink })]
  return {
    subject: words(`${letter}.subject`, facts),
    text: `${[...before, words(`${letter}.text`, facts), ...end, words('messages:letter.end', { origin: parts.origin })].join('\n\n')}\n`,
    ...(stopLink === undefined ? {} : { stopLink }),
  }
}

type Told = { readonly facts: Record<string, unknown>; readonly stopLink?: string }

function told(message: Message, { words, origin, token }: LetterParts): Told {
  const page = (path: string): string =>
    `${origin}${message.language === 'ja' ? '' : `/${message.language}`}${path}`
  const mail = (act: string): string => page(`/wallet/mail?${act}=${encodeURIComponent(token)}`)
  switch (message.kind) {
    case 'address_confirmation':
      return { facts: { link: mail('confirm') } }
    case 'payment_receipt':
      return { facts: receiptFacts(message.facts, message.language, page), stopLink: mail('stop') }
    case 'payment_notice':
      return { facts: receiptFacts(message.facts, message.language, page) }
    case 'topup_notice': {
      const { creditedAt, ...facts } = message.facts
      return { facts: { ...facts, ...momentOf(creditedAt), link: page('/wallet') } }
    }
    case 'institution_invitation': {
      const { institutionJa, institutionEn, role, untilDay } = message.facts
      const institution = message.language === 'ja' ? institutionJa : institutionEn
      const link = page(`/studio/join?invitation=${encodeURIComponent(token)}`)
      return { facts: { institution, role: words(`identity:role.${role}`), untilDay, link } }
    }
    case 'payout_sent':
    case 'payout_returned':
      return {
        facts: { ...message.facts, shop: shopIn(message.language, message.facts), link: page('/shop') },
      }
    case 'payout_notice':
    case 'payout_returned_notice': {
      const { merchantId, ...facts } = message.facts
      const link = page(`/shop?shop=${encodeURIComponent(merchantId)}`)
      return { facts: { ...facts, shop: shopIn(message.language, facts), link } }
    }
    case 'application_accepted':
    case 'application_refused': {
      const { merchantId, ...facts } = message.facts
      const link = page(`/shop?shop=${encodeURIComponent(merchantId)}`)
      return { facts: { ...facts, shop: shopIn(message.language, facts), link } }
    }
    case 'bank_account_asked':
    case 'bank_account_approved':
    case 'bank_account_refused':
    case 'bank_account_cancelled':
    case 'bank_account_in_force':
    case 'account_change_notice': {
      const { merchantId, ...facts } = message.facts
      const link = page(`/shop/bank-account?shop=${encodeURIComponent(merchantId)}`)
      return { facts: { ...facts, shop: shopIn(message.language, facts), link } }
    }
  }
}

const momentOf = (at: number) => ({ day: japanDay(at), time: japanTime(at) })

/** A shop's name in letters that the reader knows. What was told before shops chose a language is in Japanese. */
const shopIn = (language: string, { shopJa, shopEn }: { shopJa: string; shopEn: string }): string =>
  ['ja', 'easy', 'zh-hant', 'zh-hans'].includes(language) ? shopJa : shopEn

const receiptFacts = (
  { paymentId, amountYen, paidAt, shopJa, shopEn }: MessageFacts['payment_receipt'],
  language: string,
  page: (path: string) => string,
): Record<string, unknown> => ({
  amountYen,
  paymentId,
  shop: shopIn(language, { shopJa, shopEn }),
  ...momentOf(paidAt),
  link: page(`/wallet/receipts/${encodeURIComponent(paymentId)}`),
})

/** What a browser shows of a message, and the page that it opens. */
export type Notice = { readonly title: string; readonly body: string; readonly path: string }

/** A message as a phone shows it: on a locked screen others may read it, so that it says no more than it must. */
export function noticeOf(message: Message, parts: LetterParts): Notice {
  const { facts } = told(message, parts)
  const notice = `messages:notice.${message.kind}`
  return {
    title: parts.words(`${notice}.title`, facts),
    body: parts.words(`${notice}.body`, facts),
    path: String(facts['link']).slice(parts.origin.length),
  }
}
