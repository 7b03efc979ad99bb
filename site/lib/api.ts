import { hc } from 'hono/client'
import type { Api } from '../../api/app.ts'
import { noteAnswer, type SentKey } from './form-key.ts'

/** What a page has at hand: its request and the hub in the same process. */
type PageContext = {
  readonly request: Request
  readonly url: URL
  readonly locals: { readonly api: (request: Request) => Promise<Response> } & SentKey
}

/** Headers that say who asks and in which language; nothing else of the reader's request goes on. */
const carried = ['cookie', 'origin', 'sec-fetch-site', 'user-agent', 'x-forwarded-for']

/**
 * The typed client of the hub for a page rendered on the server: calls stay in this process, as the reader
 * (cookies go with them), in the page's language.
 */
export function apiFor(context: PageContext, locale: string) {
  const client = hc<Api>(context.url.origin, {
    headers: headersFor(context, locale),
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const asked = new Request(input, init)
      const answer = await context.locals.api(asked)
      // A page that reads on would take what it was not told for what is not there: no wallet, nobody signed in.
      if (asked.method === 'GET' && answer.status >= 500) throw new HubFailed(answer)
      await noteAnswer(context.locals, asked.headers.get('idempotency-key'), answer)
      return answer
    },
  })
  return encoded(client)
}

type Sent = { readonly param?: Readonly<Record<string, string>> } | undefined

/**
 * The same client with every part of a path encoded. The client puts them in as they are, and what somebody typed, or a
 * changed form sends, could lead to another address of the hub.
 */
function encoded<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      if (typeof name !== 'string' || !name.startsWith('$')) return encoded(found)
      return (sent: Sent, ...more: unknown[]): unknown => found(withPath(sent), ...more)
    },
  })
}

const withPath = (sent: Sent): Sent =>
  sent?.param === undefined
    ? sent
    : {
        ...sent,
        param: Object.fromEntries(
          Object.entries(sent.param).map(([name, value]) => [name, encodeURIComponent(value)]),
        ),
      }

/** What every question of a page carries: who asks, in which language. */
export function headersFor({ request }: PageContext, locale: string): Record<string, string> {
  const headers: Record<string, string> = { 'accept-language': locale }
  for (const name of carried) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  return headers
}

/** The hub could not answer what a page must know. */
export class HubFailed extends Error {
  override name = 'HubFailed'
  readonly status: number
  /** When to come again, where the hub said so. */
  readonly retryAfter: string | null

  constructor(answer: Response) {
    super(`the hub answered ${answer.status}`)
    this.status = answer.status
    this.retryAfter = answer.headers.get('retry-after')
  }
}

/** Cookies that the API set, to be handed on to the reader with the page's own answer. */
export const cookiesOf = (response: { headers: Headers }): readonly string[] =>
  response.headers.getSetCookie()

/** A problem document as pages need it: the sentence, and the field it stands beside. */
export type ShownProblem = {
  readonly title: string
  readonly code: string
  readonly field?: string
  readonly facts?: Record<string, unknown>
}

/** Reads a refused answer; anything that is no problem document becomes the plain sentence for "did not work". */
export async function problemOf(response: {
  json: () => Promise<unknown>
  status: number
}): Promise<ShownProblem> {
  const body = await response.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && 'title' in body && 'code' in body)
    return body as ShownProblem
  return { title: '', code: `status_${response.status}` }
}
