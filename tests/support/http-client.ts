/** A browser without a window: keeps cookies, sends what a page of ours would send. */
export type HttpClient = {
  readonly get: (path: string) => Promise<Answer>
  readonly delete: (path: string) => Promise<Answer>
  readonly post: (
    path: string,
    body: unknown,
    options?: { key?: string; raw?: string; type?: string; method?: 'POST' | 'PUT' | 'PATCH' },
  ) => Promise<Answer>
  /** Sends a form and does not follow where it leads. */
  readonly submit: (path: string, fields: Record<string, string>) => Promise<Answer>
}

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly bytes: Uint8Array
  /** The body read as JSON. */
  readonly json: <T = Record<string, unknown>>() => T
}

export function httpClient(origin: string): HttpClient {
  const cookies = new Map<string, string>()
  const send = async (
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, origin), {
      ...init,
      redirect: 'manual',
      headers: { origin, ...(cookie === '' ? {} : { cookie }), ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    return {
      status: response.status,
      headers: response.headers,
      text,
      bytes,
      json: <T>() => JSON.parse(text) as T,
    }
  }
  return {
    get: (path) => send(path),
    post: (path, body, { key = crypto.randomUUID(), raw, type = 'application/json', method = 'POST' } = {}) =>
      send(path, {
        method,
        body: raw ?? JSON.stringify(body),
        headers: { 'content-type': type, 'idempotency-key': key },
      }),
    delete: (path) => send(path, { method: 'DELETE' }),
    submit: (path, fields) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1)
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}
