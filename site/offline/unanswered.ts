/** What a form is asked again with to which no answer came: nothing that was typed is lost, and its key acts once. */

type Named = readonly [name: string, value: string | Blob]

/** What is asked again: the same form, or, where that cannot be, the page that was wanted. */
export type Again = {
  readonly method: 'post' | 'get'
  readonly path: string
  readonly fields: readonly Named[]
}

const desk = /^(?:\/[a-z]{2}(?:-[a-z]{4})?)?\/(?:shop|office|studio)(?:\/.*)?$/

/** Whether a path is of a till or a desk, in any language: its pages are not kept on a phone. */
export const isDesk = (path: string): boolean => desk.test(path)

/** A password stands in no page, and a file cannot: the page with the form is opened again. */
const isTypedAnew = ([name, value]: Named): boolean =>
  typeof value !== 'string' || name === 'password' || name === 'pin'

/**
 * How a request is made again that got no answer. Only what a page of ours sent is sent again: from here it would come as
 * ours, and the hub, which refuses forms of other sites, could not tell any more who made it.
 */
export const againFor = (
  { method, referrer }: Pick<Request, 'method' | 'referrer'>,
  { origin, pathname, search, searchParams }: URL,
  sent: readonly Named[],
): Again =>
  method === 'POST' && referrer.startsWith(`${origin}/`) && !sent.some(isTypedAnew)
    ? { method: 'post', path: pathname + search, fields: sent }
    : { method: 'get', path: pathname, fields: [...searchParams] }

const inAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The built page, whose only form asks this again. */
export const withAgain = (html: string, { method, path, fields }: Again): string =>
  html
    .replaceAll('"post"', `"${method}"`)
    .replace('action="#"', () => `action="${inAttribute(path)}"`)
    .replace(/<input[^>]*name="again"[^>]*>/, () =>
      fields
        .map(
          ([name, value]) =>
            `<input type="hidden" name="${inAttribute(name)}" value="${inAttribute(String(value))}">`,
        )
        .join(''),
    )
