import { afterAll, beforeAll, expect, test } from 'vitest'
import { demonstrationPassword } from '../../api/identity/index.ts'
import { type Desk, deskOf, openDesks } from '../museum/upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [owner, editor]: Desk[] = []
let nobody: Desk

beforeAll(async () => {
  hub = await openDesks()
  owner = await hub.desk('karamushi-owner')
  editor = await hub.desk('karamushi')
  nobody = deskOf(hub.reach, 'http://localhost', '')
}, 60_000)
afterAll(() => hub.close())

const museum = '/api/institutions/karamushi-museum'
const invitations = `${museum}/invitations`
const taking = '/api/institution-invitations/acceptance'
const member = { name: '新しい人', password: 'a long password of one' }
type Shown = Record<string, unknown>

const told = async (desk: Desk, method: string, path: string, body?: unknown) => {
  const { status, told: answer } = await desk.ask(method, path, body)
  return { status, answer: answer as unknown as Shown, code: answer.code }
}
const invite = async (email: string, over: Shown = {}) => {
  const asked = { email, role: 'institution_contributor', language: 'en', isMailed: false, ...over }
  const { status, answer, code } = await told(owner!, 'POST', invitations, asked)
  const link = String(answer['link'] ?? '')
  return {
    status,
    code,
    link,
    id: String(answer['invitationId']),
    token: new URL(link || 'http://x').searchParams.get('invitation'),
  }
}
const staff = async () =>
  (await told(owner!, 'GET', `${museum}/staff`)).answer as { people: Shown[]; invitations: Shown[] }
const idOf = async (email: string) =>
  String((await staff()).people.find((one) => one['email'] === email)?.['userId'])

test('an owner invites, the link lets in once and signs in, and the part is taken away at once', async () => {
  const { status, link, token } = await invite('new@museum.example')
  expect([status, link]).toEqual([201, `${hub.hub.address.get()}/en/studio/join?invitation=${token}`])
  const read = await told(nobody, 'GET', `/api/institution-invitations/reading?invitation=${token}`)
  expect(read.answer).toMatchObject({
    email: 'new@museum.example',
    role: 'institution_contributor',
    isKnown: false,
  })
  const answer = await hub.reach(taking, {
    method: 'POST',
    headers: { origin: 'http://localhost', 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...member }),
  })
  expect(answer.status).toBe(201)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const writer = deskOf(hub.reach, 'http://localhost', cookie)
  const items = '/api/museum/studio/items?institution=karamushi-museum'
  expect((await writer.ask('GET', items)).status).toBe(200)
  expect((await writer.ask('GET', `${museum}/staff`)).status).toBe(403)
  const id = await idOf('new@museum.example')
  expect((await told(owner!, 'PUT', `${museum}/staff/${id}`, { role: 'institution_owner' })).status).toBe(204)
  expect((await writer.ask('GET', `${museum}/staff`)).status).toBe(200)
  expect((await told(owner!, 'DELETE', `${museum}/staff/${id}`)).status).toBe(204)
  expect((await writer.ask('GET', items)).status).toBe(403)
  expect((await told(nobody, 'POST', taking, { token, ...member })).code).toBe('invitation_used')
})

test('a letter carries the link, and it is not told to the owner', async () => {
  expect(await invite('by-mail@museum.example', { isMailed: true })).toMatchObject({ status: 201, link: '' })
  const [row] = await hub.store.raw(`select id, facts from messages where kind = 'institution_invitation'`)
  expect(JSON.stringify(row)).not.toContain('by-mail')
  const approver = await hub.desk('approver')
  await hub.hub.jobs.find(({ name }) => name === 'messages')!.run()
  const outbox = await told(approver, 'GET', '/api/messages')
  const letter = JSON.stringify(outbox.answer['latest'])
  const token = /invitation=([^\\\s"]+)/.exec(letter)?.[1]
  expect((await told(nobody, 'POST', taking, { token: decodeURIComponent(token!), ...member })).status).toBe(
    201,
  )
})

test.each<[string, number, string, () => Promise<{ status: number; code?: string | undefined }>]>([
  ['a link that was altered', 404, 'invitation_unknown', () => told(nobody, 'POST', taking, { token: 'x.y', ...member })],
  ['signed in as somebody else', 403, 'invitation_other_email', async () => told(editor!, 'POST', taking, { token: (await invite('a@museum.example')).token })],
  ['taken back', 410, 'invitation_taken_back', async () => {
    const { id, token } = await invite('b@museum.example')
    await told(owner!, 'DELETE', `${invitations}/${id}`)
    return told(nobody, 'POST', taking, { token, ...member })
  }],
  ['somebody with that address, not signed in', 401, 'invitation_sign_in', async () => told(nobody, 'POST', taking, { token: (await invite('crafts@demonstration.example')).token, ...member })],
  ['no name', 422, 'name_missing', async () => told(nobody, 'POST', taking, { token: (await invite('c@museum.example')).token, password: member.password })],
  ['a short password', 422, 'password_too_short', async () => told(nobody, 'POST', taking, { token: (await invite('d@museum.example')).token, ...member, password: 'short' })],
  ['given the part meanwhile', 409, 'works_here_already', async () => {
    const { token } = await invite('officer@demonstration.example')
    await hub.hub.identity.addUser({ email: 'officer@demonstration.example', name: 'x', password: demonstrationPassword, roles: [{ role: 'institution_editor', scope: 'karamushi-museum' }] })
    return told(await hub.desk('officer'), 'POST', taking, { token })
  }],
  ['invited who works there', 409, 'works_here_already', () => invite('karamushi@demonstration.example')],
  ['invited twice', 409, 'invited_already', async () => { await invite('e@museum.example'); return invite(' E@museum.example'.trim()) }],
  ['the last owner goes', 409, 'institution_last_owner', async () => told(owner!, 'DELETE', `${museum}/staff/${await idOf('karamushi-owner@demonstration.example')}`)],
  ['somebody who does not work there', 404, 'not_of_institution', () => told(owner!, 'DELETE', `${museum}/staff/nobody`)],
  ['an editor reads the staff', 403, 'not_allowed', () => told(editor!, 'GET', `${museum}/staff`)],
  ['an owner of another institution', 403, 'not_allowed', () => told(owner!, 'GET', '/api/institutions/mishima-craft-museum/staff')],
])('%s: %s %s', async (_what, status, code, does) => {
  expect(await does()).toMatchObject({ status, code })
}) // prettier-ignore
