import type { Kit } from '../kit.ts'

/** Named people and their sessions, in the shape the sign-in library asks for; who may do what stands in memberships. */
export const identityTables = (k: Kit) => {
  const users = k.table(
    'users',
    {
      id: k.text('id').primaryKey(),
      name: k.text('name').notNull(),
      email: k.text('email').notNull(),
      emailVerified: k.bool('email_verified').notNull(),
      image: k.text('image'),
      isAnonymous: k.bool('is_anonymous'),
      createdAt: k.time('created_at').notNull(),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.unique('users_email').on(t.email)],
  )

  const sessions = k.table(
    'sessions',
    {
      id: k.text('id').primaryKey(),
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      token: k.text('token').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      ipAddress: k.text('ip_address'),
      userAgent: k.text('user_agent'),
      createdAt: k.time('created_at').notNull(),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.unique('sessions_token').on(t.token), k.index('sessions_user').on(t.userId)],
  )

  /** A way to sign in: a password (hashed by the library) or another provider. Not a ledger account. */
  const signInMethods = k.table(
    'sign_in_methods',
    {
      id: k.text('id').primaryKey(),
      accountId: k.text('account_id').notNull(),
      providerId: k.text('provider_id').notNull(),
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      accessToken: k.text('access_token'),
      refreshToken: k.text('refresh_token'),
      idToken: k.text('id_token'),
      accessTokenExpiresAt: k.time('access_token_expires_at'),
      refreshTokenExpiresAt: k.time('refresh_token_expires_at'),
      scope: k.text('scope'),
      password: k.text('password'),
      createdAt: k.time('created_at').notNull(),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.index('sign_in_methods_user').on(t.userId)],
  )

  const verifications = k.table(
    'verifications',
    {
      id: k.text('id').primaryKey(),
      identifier: k.text('identifier').notNull(),
      value: k.text('value').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      createdAt: k.time('created_at').notNull(),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.index('verifications_identifier').on(t.identifier)],
  )

  const passkeys = k.table(
    'passkeys',
    {
      id: k.text('id').primaryKey(),
      name: k.text('name'),
      publicKey: k.text('public_key').notNull(),
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      credentialID: k.text('credential_id').notNull(),
      counter: k.int('counter').notNull(),
      deviceType: k.text('device_type').notNull(),
      backedUp: k.bool('backed_up').notNull(),
      transports: k.text('transports'),
      createdAt: k.time('created_at'),
      aaguid: k.text('aaguid'),
    },
    (t) => [k.index('passkeys_user').on(t.userId), k.index('passkeys_credential').on(t.credentialID)],
  )

  /** A person's part: officer of a town, editor of an institution, operator of the hub. Shop roles stand with the shop. */
  const memberships = k.table(
    'memberships',
    {
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      /** institution_contributor, institution_editor, institution_owner, municipal_officer, approver, operator */
      role: k.text('role').notNull(),
      /** The municipality or institution it holds for; '*' for the whole hub. */
      scope: k.text('scope').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.userId, t.role, t.scope] })],
  )

  /** What staff did, one row an act; append-only. */
  const staffActs = k.table(
    'staff_acts',
    {
      id: k.text('id').primaryKey(),
      userId: k.text('user_id').notNull(),
      operation: k.text('operation').notNull(),
      subject: k.text('subject').notNull(),
      details: k.json<unknown>('details').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.index('staff_acts_created').on(t.createdAt)],
  )

  return { users, sessions, signInMethods, verifications, passkeys, memberships, staffActs }
}
