/** What a form is asked again with to which no answer came: nothing that was typed is lost, and its key acts once. */

type Named = readonly [name: string, value: string | Blob]

/** What is asked again: the same form, with its password typed anew; or, where that cannot be, the page that was wanted. */
export type Again = {
  readonly asks: 'post' | 'anew' | 'get'
  readonly path: string
  readonly fields: readonly Named[]
}

const desk = /^(?:\/[a-z]{2}(?:-[a-z]{4})?)?\/(?:shop|office|studio)(?:\/.*)?$/

/** Whether a path is of a till or a desk, in any language: its pages are not kept on a phone. */
export const isDesk = (path: string): boolean => desk.test(path)

const isPassword = ([name]: Named): boolean => name === 'password'

/** A password or a PIN stands in no page, and a file cannot. */
const isTypedAnew = ([name, value]: Named): boolean =>
  typeof value !== 'string' || name === 'password' || name === 'pin'

/** A long form under a key, as an application's, is not typed twice for the password in it. */
function asksOf(sent: readonly Named[]): Again['asks'] {
  const anew = sent.filter(isTypedAnew)
  if (anew.length === 0) return 'post'
  return anew.every(isPassword) && sent.some(([name]) => name === 'key') ? 'anew' : 'get'
}

/**
 * How a request is made again that got no answer. Only what a page of ours sent is sent again: from here it would come as
 * ours, and the hub, which refuses forms of other sites, could not tell any more who made it.
 */
export function againFor(
  { method, referrer }: Pick<Request, 'method' | 'referrer'>,
  { origin, pathname, search, searchParams }: URL,
  sent: readonly Named[],
): Again {
  const asks = method === 'POST' && referrer.startsWith(`${origin}/`) ? asksOf(sent) : 'get'
  return asks === 'get'
    ? { asks, path: pathname, fields: [...searchParams] }
    : { asks, path: pathname + search, fields: sent.filter((one) => !isPassword(one)) }
}

const inAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The field of the password is there, and has the focus. */
const typedAnew = (html: string): string =>
  html.replace(' autofocus', '').replace('name="anew" disabled', 'name="password" required autofocus')

/** The built page, whose only form asks this again. */
export const withAgain = (html: string, { asks, path, fields }: Again): string =>
  (asks === 'anew' ? typedAnew(html) : html)
    .replace('data-asks="post"', `data-asks="${asks}"`)
    .replace('method="post"', `method="${asks === 'get' ? 'get' : 'post'}"`)
    .replace('action="#"', () => `action="${inAttribute(path)}"`)
    .replace(/<input[^>]*name="again"[^>]*>/, () =>
      fields
        .map(
          ([name, value]) =>
            `<input type="hidden" name="${inAttribute(name)}" value="${inAttribute(String(value))}">`,
        )
        .join(''),
    )
