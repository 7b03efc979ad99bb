/** Every way the messages refuse, each with a sentence in `messages:refusal.*`. */
export type MessageRefusal =
  /** No mail server is set: nothing would ever be sent. */
  | { readonly code: 'mail_not_sent_here' }
  /** The link is of an address that was removed, or was altered. */
  | { readonly code: 'link_not_good'; readonly field: 'token' }
  /** This hub sends no notices to browsers. */
  | { readonly code: 'push_not_sent_here' }
  /** The address is of no push service that is known. */
  | { readonly code: 'push_service_unknown'; readonly field: 'endpoint' }
  /** Somebody changed the same address at this moment. */
  | { readonly code: 'busy_try_again' }

const statuses: Record<MessageRefusal['code'], number> = {
  mail_not_sent_here: 409,
  link_not_good: 404,
  push_not_sent_here: 409,
  push_service_unknown: 422,
  busy_try_again: 503,
}

/** The HTTP status of a refusal. */
export const statusOfMessageRefusal = (refusal: MessageRefusal): number => statuses[refusal.code]
