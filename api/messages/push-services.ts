/**
 * Push services of the browsers people use, as their makers name them: Chrome (firebase.google.com/docs/cloud-messaging),
 * Firefox (mozilla-push-service.readthedocs.io), Safari (developer.apple.com, "Sending web push notifications"), Edge
 * (learn.microsoft.com, "Firewall allowlist configuration" of WNS). Nothing is sent anywhere else: an address comes from
 * whoever holds a wallet, and would make the hub knock at doors inside its own house.
 */
const hosts: readonly RegExp[] = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /^([a-z0-9-]+\.)*push\.apple\.com$/,
  /^([a-z0-9-]+\.)*notify\.windows\.com$/,
]

/** The host of an address that a browser's push service gave; nothing where it is none of those that are known. */
export function pushServiceOf(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) return undefined
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  return isPlain && hosts.some((host) => host.test(hostname)) ? hostname : undefined
}
