import { builtOrigin } from '../built-origin.ts'

/** A built page with the address that people reach the hub at, where the build was not told one. */
export async function withAddress(page: Response, origin: string): Promise<Response> {
  const isPage = (page.headers.get('content-type') ?? '').startsWith('text/html')
  if (page.body === null || !isPage) return page
  const headers = new Headers(page.headers)
  headers.delete('content-length')
  const text = await page.text()
  return new Response(
    text.replaceAll(builtOrigin, () => origin),
    { status: page.status, headers },
  )
}
