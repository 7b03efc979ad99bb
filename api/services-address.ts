import type { Configuration } from './platform/configuration.ts'

/** Where people reach the hub: told by the settings, else known once the server listens. */
export function addressOf({ PUBLIC_ORIGIN, HOST, PORT }: Configuration) {
  let listening = `http://${HOST}:${PORT}`
  return {
    get: () => PUBLIC_ORIGIN ?? listening,
    set: (address: string) => {
      listening = address
    },
  }
}
