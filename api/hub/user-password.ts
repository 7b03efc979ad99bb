import { openHub } from '../open-hub.ts'
import { readOptions, readPassword, say, UsageFault, type Command } from './command.ts'
import { recorded } from './recorded.ts'

export const userPassword: Command = {
  summary: 'sets a new password for somebody who forgot theirs, and ends all their sessions',
  help: `npm run hub -- user password --email ADDRESS

The password is read from standard input.`,
  run: async (words) => {
    const { email } = readOptions(words, { email: { type: 'string' } })
    if (email === undefined) throw new UsageFault('--email is needed')
    const { hub, store } = await openHub(process.env)
    try {
      const password = await readPassword()
      const set = await recorded(hub, 'user.change', { email }, () =>
        hub.identity.setPassword({ email, password }),
      )
      say(set.ok ? `${email} has a new password; all sessions were ended.` : `Not set: ${set.error.code}`)
      return set.ok ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
