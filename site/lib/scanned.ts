import { readLocale } from '../../api/platform/http/locale.ts'
import { pathFor, type Locale } from './locale.ts'

/** What a page has at hand of how it was asked for. */
type Asked = {
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string | undefined>>
}

/**
 * Where a reader belongs who came by a printed or shown code: its address names no language, and Japanese is not
 * everybody's. The same page in the language that the browser asks for; undefined where it is right as it is. Whoever
 * chose Japanese on a page of ours keeps it: a browser tells that a link was followed from the same site
 * (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header); an address that was scanned or typed comes from nowhere.
 */
export function pathInOwnLanguage({ request, url, params }: Asked, path: string): string | undefined {
  if (params['locale'] !== undefined || request.method !== 'GET') return undefined
  if ((request.headers.get('sec-fetch-site') ?? 'none') !== 'none' || request.headers.has('referer'))
    return undefined
  const locale: Locale = readLocale(request.headers.get('accept-language') ?? undefined)
  return locale === 'ja' ? undefined : `${pathFor(locale, path)}${url.search}`
}
