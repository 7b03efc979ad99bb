/**
 * Where to go after signing in, as the address asked: only a path of this site. `//host` and `/\host` are other
 * hosts to a browser, so they are not followed.
 */
export const nextPath = (asked: string | null | undefined, otherwise: string): string =>
  asked !== null && asked !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(asked) ? asked : otherwise

/** Sends the reader on after a form (303: the next page is read, not posted), with the cookies that the API set. */
export function goTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' })
  for (const line of cookies) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
