import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { postNodemailer } from '../../api/messages/post-nodemailer.ts'

/** A letter as the server took it: to whom, and the raw text of it. */
export type TakenLetter = { readonly to: string; readonly raw: string }

/** A code with which the server refuses what it is asked at this point. */
type Says = { readonly at: 'MAIL' | 'RCPT' | 'DATA'; readonly code: number }

const refusal = ({ code }: Says) =>
  // Real servers name the address in what they say.
  Object.assign(new Error('<hanako@mail.example> says no'), { responseCode: code })

/** A mail server that speaks SMTP on a port of its own, and does as told. */
export async function openMailServer() {
  const taken: TakenLetter[] = []
  let says: Says | undefined
  const at = (point: Says['at'], next: (error?: Error) => void): void =>
    says?.at === point ? next(refusal(says)) : next()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onMailFrom: (_address, _session, next) => at('MAIL', next),
    onRcptTo: (_address, _session, next) => at('RCPT', next),
    onData: (stream, session, next) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join()
      const read: Buffer[] = []
      stream.on('data', (bytes: Buffer) => read.push(bytes))
      stream.on('end', () => {
        if (says?.at !== 'DATA') taken.push({ to, raw: Buffer.concat(read).toString('utf8') })
        at('DATA', next)
      })
    },
  })
  // Somebody who hangs up is no error of ours.
  server.on('error', () => undefined)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    taken,
    says: (what: Says | undefined) => (says = what),
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

export type MailServer = Awaited<ReturnType<typeof openMailServer>>

/** The way to a mail server on a port of this machine. */
export const postTo = (port: number, patienceMs = 5_000) =>
  postNodemailer({ url: `smtp://127.0.0.1:${port}`, from: 'meguri@hub.example', patienceMs })

/** The words of a letter's body, whatever they were encoded in. */
export function bodyOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  return /content-transfer-encoding: base64/i.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : Buffer.from(
        body
          .replaceAll('=\r\n', '')
          .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')
}

export const headerOf = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(raw)?.[1]
