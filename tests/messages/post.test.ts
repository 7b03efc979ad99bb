import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bodyOf, headerOf, openMailServer, postTo, type MailServer } from './mail-server.ts'

let server: MailServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const letter = {
  to: 'hanako@mail.example',
  subject: '支払いの控え：かすみ食堂 1,200円',
  text: '会津めぐり\n\nhttps://meguri.example/wallet/mail?stop=a.b\n',
  stopLink: 'https://meguri.example/wallet/mail?stop=a.b',
  messageId: 'abc123',
}

test('a letter arrives whole, with the name it has at every attempt and the way to stop it', async () => {
  server = await openMailServer()
  expect(await postTo(server.port).send(letter)).toEqual({ what: 'taken' })
  const [taken] = server.taken
  expect(taken!.to).toBe('hanako@mail.example')
  expect(bodyOf(taken!.raw).trim()).toBe(letter.text.trim().replaceAll('\n', '\r\n'))
  expect(headerOf(taken!.raw, 'Message-ID')).toBe('<abc123@hub.example>')
  expect(headerOf(taken!.raw, 'List-Unsubscribe')).toBe(`<${letter.stopLink}>`)
  expect(headerOf(taken!.raw, 'Auto-Submitted')).toBe('auto-generated')
})

// An address that does not exist is refused for ever; one that greylists, or a server that is wrong, is asked again.
test.each([
  [
    { at: 'RCPT', code: 550 },
    { what: 'never', reason: '550' },
  ],
  [
    { at: 'DATA', code: 554 },
    { what: 'never', reason: '554' },
  ],
  [
    { at: 'RCPT', code: 451 },
    { what: 'later', reason: '451', isServerAway: false },
  ],
  [
    { at: 'DATA', code: 452 },
    { what: 'later', reason: '452', isServerAway: false },
  ],
  [
    { at: 'MAIL', code: 550 },
    { what: 'later', reason: '550', isServerAway: true },
  ],
] as const)('%j is answered as %j, without a word of what the server wrote', async (says, answer) => {
  server = await openMailServer()
  server.says(says)
  expect(await postTo(server.port).send(letter)).toEqual(answer)
  expect(server.taken).toEqual([])
})

test('a server that is away is away', async () => {
  server = await openMailServer()
  await server.close()
  expect(await postTo(server.port).send(letter)).toEqual({
    what: 'later',
    reason: 'ESOCKET',
    isServerAway: true,
  })
  server = undefined
})

test('a server that takes the call and says nothing is waited for as long as said', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done))
  const { port } = silent.address() as AddressInfo
  expect(await postTo(port, 50).send(letter)).toEqual({
    what: 'later',
    reason: 'ETIMEDOUT',
    isServerAway: true,
  })
  await new Promise((done) => silent.close(done))
})

test('a line break in a subject or an address makes no header of its own', async () => {
  server = await openMailServer()
  await postTo(server.port).send({ ...letter, subject: 'a\r\nBcc: other@mail.example' })
  await postTo(server.port).send({ ...letter, to: 'hanako@mail.example\r\nBcc: other@mail.example' })
  expect(server.taken.map(({ raw }) => headerOf(raw, 'Bcc'))).toEqual(server.taken.map(() => undefined))
  expect(server.taken.map(({ to }) => to)).not.toContain('other@mail.example')
})
