import { passkey } from '@better-auth/passkey'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { newId } from '../platform/ids.ts'
import { ok, refuse } from '../platform/result.ts'
import { passwordLengthMax, passwordLengthMin } from './person.ts'
import { toldByDatabase } from './told-by-database-better-auth.ts'
import type { PasskeyOwner, People, SignedIn } from './ports.ts'

export type PeopleParts = {
  readonly store: Store
  /** Signs session cookies: at least 32 characters. */
  readonly secret: string
  /** Where people reach the hub, when it is told; decides whether cookies are `Secure` and where passkeys hold. */
  readonly publicOrigin: string | undefined
  readonly log: Logger
}

/** Beginning of the name of the session cookie; with https the browser sees `__Secure-` before it. */
export const sessionCookie = 'meguri.session_token'

const daySeconds = 24 * 60 * 60
/** A till stays signed in over a quiet fortnight; each day of use begins a new one. */
const sessionSeconds = 14 * daySeconds

/** Tells our own call of the library for which wallet it is; no request carries it, its headers are picked. */
const walletHeader = 'meguri-wallet-of-call'
/** Stands for the person that a wallet does not have before its passkey is proved. */
const newPerson = 'new'

/** The sign-in library on our tables. Its own HTTP routes are not mounted: every way in is one of ours. */
export function betterAuthPeople(parts: PeopleParts): People {
  const { heard, told } = toldByDatabase()
  const library = openLibrary(parts, heard)
  return told({
    ...signIns(library),
    ...persons(library),
    ...newPersons(library, parts.store),
    ...passkeys(library),
  })
}

type Library = ReturnType<typeof openLibrary>

function openLibrary(
  { store, secret, publicOrigin = 'http://localhost', log }: PeopleParts,
  heard: ReturnType<typeof toldByDatabase>['heard'],
) {
  const t = store.tables
  return betterAuth({
    secret,
    baseURL: publicOrigin,
    database: heard(
      drizzleAdapter(store.query, {
        provider: store.dialect === 'postgresql' ? 'pg' : 'sqlite',
        schema: {
          user: t.users,
          session: t.sessions,
          account: t.signInMethods,
          verification: t.verifications,
          passkey: t.passkeys,
        },
      }),
    ),
    user: { additionalFields: { isAnonymous: { type: 'boolean', required: false, input: false } } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
    },
    session: { expiresIn: sessionSeconds, updateAge: daySeconds },
    plugins: [
      passkey({ rpID: new URL(publicOrigin).hostname, rpName: '会津めぐり', registration: walletsToo }),
    ],
    advanced: {
      cookiePrefix: 'meguri',
      useSecureCookies: publicOrigin.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
    logger: { level: 'error', log: (_level, message) => log.error({ library: 'better-auth' }, message) },
    telemetry: { enabled: false },
  })
}

type Ceremonies = NonNullable<NonNullable<Parameters<typeof passkey>[0]>['registration']>

/** A wallet's holder gets a person without a name, made only when the passkey is proved and only for the wallet that began. */
const walletsToo: Ceremonies = {
  requireSession: false,
  resolveUser: ({ context }) => {
    const { userId, label } = JSON.parse(context ?? '{}') as { userId: string; label: string }
    return { id: userId, name: label }
  },
  afterVerification: async ({ ctx, user, context }) => {
    const { walletId } = JSON.parse(context ?? '{}') as { walletId?: string }
    if ((ctx.headers?.get(walletHeader) ?? undefined) !== walletId) throw new APIError('BAD_REQUEST')
    if (walletId === undefined) return undefined
    if (user.id !== newPerson) return { userId: user.id }
    const id = newId()
    const made = await ctx.context.internalAdapter.createUser(
      {
        name: '',
        // The address of nobody: '.invalid' never exists (RFC 2606).
        email: `${id}@wallet.invalid`,
        emailVerified: false,
        isAnonymous: true,
      },
      { method: 'anonymous' },
    )
    return { userId: made.id }
  },
}

type SessionAnswer = {
  readonly session: { id: string; createdAt: Date; token: string }
  readonly user: { id: string; name: string }
}

type AssertionAnswer = NonNullable<
  Parameters<Library['api']['verifyPasskeyAuthentication']>[0]
>['body']['response']

const signedIn = ({ session, user }: SessionAnswer, cookies: readonly string[]): SignedIn => ({
  userId: user.id,
  name: user.name,
  sessionId: session.id,
  signedInAt: session.createdAt.getTime(),
  cookies,
})

/** What the library says with an exception when the caller is wrong; anything else is our failure and is thrown on. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined
    throw error
  }
}

function signIns(library: Library) {
  const read = async (headers: Headers): Promise<SignedIn | undefined> => {
    const asked = await library.api.getSession({ headers, returnHeaders: true })
    return asked.response === null ? undefined : signedIn(asked.response, asked.headers.getSetCookie())
  }
  /** A sign-in begins a new session and ends the one the browser had. */
  const enter = async (
    entered: { headers: Headers; response: { user: { id: string } } },
    before: Headers,
  ) => {
    const old = await read(before)
    if (old !== undefined) await endSession(library, old.userId, old.sessionId)
    const cookies = entered.headers.getSetCookie()
    const person = await read(
      new Headers({ cookie: cookies.map((line) => line.split(';', 1)[0]).join('; ') }),
    )
    const { internalAdapter } = await library.$context
    const user = (await internalAdapter.findUserById(entered.response.user.id)) as {
      isAnonymous?: boolean
    } | null
    return person && { person: { ...person, cookies }, isAnonymous: user?.isAnonymous === true }
  }
  return {
    read,
    signIn: async (body: { email: string; password: string }, headers: Headers) => {
      const entered = await unlessRefused(
        library.api.signInEmail({ body, headers: only(headers, ['user-agent']), returnHeaders: true }),
      )
      return entered && enter(entered, headers)
    },
    signOut: async (headers: Headers) =>
      (
        await library.api.signOut({ headers: only(headers, ['cookie']), returnHeaders: true })
      ).headers.getSetCookie(),
    beginPasskeySignIn: async (headers: Headers) => {
      // Without the session's cookie: any passkey of this site may answer, not only those of who is signed in.
      const asked = await library.api.generatePasskeyAuthenticationOptions({
        headers: only(headers, ['origin']),
        returnHeaders: true,
      })
      return { options: asked.response, cookies: asked.headers.getSetCookie() }
    },
    finishPasskeySignIn: async (answer: unknown, headers: Headers) => {
      const entered = await unlessRefused(
        library.api.verifyPasskeyAuthentication({
          // The library reads the browser's answer field by field and refuses what does not hold.
          body: { response: answer as AssertionAnswer },
          headers: only(headers, ['cookie', 'origin', 'user-agent']),
          returnHeaders: true,
        }),
      )
      return entered && enter(entered, headers)
    },
  }
}

function only(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers()
  for (const name of names) {
    const value = headers.get(name)
    if (value !== null) picked.set(name, value)
  }
  return picked
}

async function endSession(library: Library, userId: string, sessionId: string): Promise<boolean> {
  const { internalAdapter } = await library.$context
  const found = (await internalAdapter.listSessions(userId)).find(({ id }) => id === sessionId)
  if (found === undefined) return false
  await internalAdapter.deleteSession(found.token)
  return true
}

function persons(library: Library) {
  const findByEmail = async (email: string) => {
    const { internalAdapter } = await library.$context
    const found = await internalAdapter.findUserByEmail(email)
    return found === null ? undefined : { userId: found.user.id }
  }
  const setPassword = async (userId: string, password: string): Promise<void> => {
    const { internalAdapter, password: hashing } = await library.$context
    const hashed = await hashing.hash(password)
    const methods = await internalAdapter.findAccounts(userId)
    if (methods.some(({ providerId }) => providerId === 'credential')) {
      await internalAdapter.updatePassword(userId, hashed)
    } else {
      await internalAdapter.linkAccount({
        providerId: 'credential',
        accountId: userId,
        userId,
        password: hashed,
      })
    }
    await internalAdapter.deleteUserSessions(userId)
  }
  return {
    findByEmail,
    setPassword,
    sessions: async (userId: string) => {
      const { internalAdapter } = await library.$context
      const found = await internalAdapter.listSessions(userId, { onlyActiveSessions: true })
      return found.map((session) => ({
        id: session.id,
        userAgent: session.userAgent ?? '',
        signedInAt: session.createdAt.getTime(),
        usedAt: session.updatedAt.getTime(),
        expiresAt: session.expiresAt.getTime(),
      }))
    },
    revoke: (userId: string, sessionId: string) => endSession(library, userId, sessionId),
  }
}

/**
 * The library would store a person and their password one after the other, with nothing else of theirs: one who ends
 * halfway keeps the address from everybody, for ever. So the rows are made here as the library makes them.
 */
function newPersons(library: Library, { query, tables, prepareWrite, atomic }: Store) {
  const newPerson: People['newPerson'] = async ({ name, email, password }, at) => {
    const { internalAdapter, password: hashing } = await library.$context
    if ((await internalAdapter.findUserByEmail(email)) !== null) return refuse({ code: 'email_taken' })
    const [userId, made] = [newId(), { createdAt: new Date(at), updatedAt: new Date(at) }]
    const user = query.insert(tables.users).values({ id: userId, name, email, emailVerified: false, ...made })
    const method = query.insert(tables.signInMethods).values({
      id: newId(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: await hashing.hash(password),
      ...made,
    })
    return ok({ userId, writes: [prepareWrite(user)(), prepareWrite(method)()] })
  }
  const store: People['store'] = async (writes) => {
    try {
      await atomic(writes)
      return ok(undefined)
    } catch (error) {
      // Two at the same moment: the key on the address lets one through.
      if (isViolation(error, 'unique', 'users')) return refuse({ code: 'email_taken' })
      throw error
    }
  }
  return { newPerson, store }
}

type StoredPasskey = { id: string; name: string | null; userId: string; createdAt: Date | null }

function passkeys(library: Library) {
  const ownedBy = async (userId: string) => {
    const { adapter } = await library.$context
    return adapter.findMany<StoredPasskey>({ model: 'passkey', where: [{ field: 'userId', value: userId }] })
  }
  return {
    passkeys: async (userId: string) =>
      (await ownedBy(userId)).map(({ id, name, createdAt }) => ({
        id,
        name: name ?? '',
        addedAt: createdAt?.getTime() ?? 0,
      })),
    removePasskey: async (userId: string, passkeyId: string) => {
      if (!(await ownedBy(userId)).some(({ id }) => id === passkeyId)) return false
      const { adapter } = await library.$context
      await adapter.delete({ model: 'passkey', where: [{ field: 'id', value: passkeyId }] })
      return true
    },
    beginPasskey: async (owner: PasskeyOwner, headers: Headers) => {
      const asked = await library.api.generatePasskeyRegistrationOptions({
        headers: headersFor(owner, headers),
        query: contextOf(owner),
        returnHeaders: true,
      })
      return { options: asked.response, cookies: asked.headers.getSetCookie() }
    },
    finishPasskey: async (owner: PasskeyOwner, answer: unknown, headers: Headers) => {
      const made = await unlessRefused(
        library.api.verifyPasskeyRegistration({
          body: { response: answer },
          headers: headersFor(owner, headers),
        }),
      )
      return made && { userId: made.userId, passkeyId: made.id }
    },
  }
}

const contextOf = (owner: PasskeyOwner) =>
  owner.kind === 'person'
    ? {}
    : {
        name: owner.label,
        context: JSON.stringify({
          walletId: owner.walletId,
          userId: owner.userId ?? newPerson,
          label: owner.label,
        }),
      }

/** For a wallet the cookies of a signed-in person are left out: the passkey is the wallet's, whoever else is signed in here. */
function headersFor(owner: PasskeyOwner, headers: Headers): Headers {
  const picked = only(headers, ['cookie', 'origin', 'user-agent'])
  if (owner.kind === 'person') return picked
  const cookies = (headers.get('cookie') ?? '').split(';').filter((part) => !part.includes(sessionCookie))
  picked.set('cookie', cookies.join(';'))
  picked.set(walletHeader, owner.walletId)
  return picked
}
