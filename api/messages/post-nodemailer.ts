import { createTransport } from 'nodemailer'
import type { PostAnswer } from './delivery.ts'
import type { Post } from './ports.ts'

export type MailServer = {
  /** smtp:// or smtps://, with name and password where the server asks for them. */
  readonly url: string
  readonly from: string
  /** How long a silent server is waited for, milliseconds. */
  readonly patienceMs: number
}

/** How long a mail server may be silent before it counts as away; own choice, well within an attempt's time. */
export const patienceMs = 20_000

/** Hands letters to a mail server, one connection each. Nothing is logged: addresses stand in what is spoken. */
export function postNodemailer({ url, from, patienceMs: timeout }: MailServer): Post {
  const { hostname, port, protocol, username, password } = new URL(url)
  const isNamed = username !== ''
  const transport = createTransport({
    host: hostname,
    secure: protocol === 'smtps:',
    ...(port === '' ? {} : { port: Number(port) }),
    // A password never goes over an open line.
    requireTLS: isNamed,
    ...(isNamed ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = from.slice(from.lastIndexOf('@') + 1)
  return {
    send: async ({ to, subject, text, stopLink, messageId }) => {
      try {
        await transport.sendMail({
          from: { name: 'Aizu Meguri', address: from },
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${messageId}@${host}>`,
          // RFC 3834: answers of absent people's mailboxes are not wanted.
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(stopLink === undefined ? {} : { list: { unsubscribe: stopLink } }),
        })
        return { what: 'taken' }
      } catch (error) {
        return answerOf(error as SmtpError)
      }
    },
  }
}

type SmtpError = { readonly code?: string; readonly responseCode?: number; readonly command?: string }

/** What the server said of this recipient or this letter; everything else is about the server, or the way to it. */
const ofThisLetter: ReadonlySet<string> = new Set(['RCPT TO', 'DATA'])

function answerOf({ code, responseCode, command }: SmtpError): PostAnswer {
  const reason = String(responseCode ?? code ?? 'unknown')
  if (code === 'EENVELOPE' && responseCode === undefined) return { what: 'never', reason }
  if (!ofThisLetter.has(command ?? '') || responseCode === undefined)
    return { what: 'later', reason, isServerAway: true }
  return responseCode >= 500 ? { what: 'never', reason } : { what: 'later', reason, isServerAway: false }
}
