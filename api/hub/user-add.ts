import type { HeldRole, Role } from '../identity/index.ts'
import { openHub } from '../open-hub.ts'
import { readOptions, readPassword, say, UsageFault, type Command } from './command.ts'
import { recorded } from './recorded.ts'

const staffRoles: readonly string[] = [
  'institution_contributor',
  'institution_editor',
  'institution_owner',
  'municipal_officer',
  'approver',
  'operator',
]

/** `municipal_officer:074454`, `approver` (for the whole hub). */
function readRole(text: string): HeldRole {
  const [role = '', scope = '*'] = text.split(':', 2)
  if (!staffRoles.includes(role))
    throw new UsageFault(
      `--role is one of ${staffRoles.join(', ')}, with :SCOPE behind it where it holds for one town or institution`,
    )
  return { role: role as Role, scope }
}

export const userAdd: Command = {
  summary: 'adds a person who can sign in, or gives one a further role',
  help: `npm run hub -- user add --email ADDRESS --name NAME --role ROLE[:SCOPE] [--role …]

ROLE: ${staffRoles.join(', ')}. SCOPE: a municipality's six-digit code or an institution's id; without it the
whole hub. The password is read from standard input.`,
  run: async (words) => {
    const {
      email,
      name,
      role = [],
    } = readOptions(words, {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
    })
    if (email === undefined || name === undefined || role.length === 0)
      throw new UsageFault('--email, --name and at least one --role are needed')
    const roles = role.map(readRole)
    const { hub, store } = await openHub(process.env)
    try {
      const password = await readPassword()
      const added = await recorded(hub, 'user.add', { email, roles: role.join(' ') }, () =>
        hub.identity.addUser({ email, name, password, roles }),
      )
      if (!added.ok) {
        say(`Not added: ${added.error.code}`)
        return 1
      }
      say(
        added.value.isNew
          ? `Added ${email}.`
          : `${email} was there; the roles were given, the password was not changed.`,
      )
      return 0
    } finally {
      await store.close()
    }
  },
}
