/** What a page has at hand of its own address. */
type PageContext = {
  readonly locals: { readonly origin?: string }
  readonly site?: URL | undefined
  readonly url: URL
}

/** A page's address as one can write it down: where people reach the hub, then the path. */
export const absoluteUrl = ({ locals, site, url }: PageContext, path: string): string =>
  new URL(path, locals.origin ?? site ?? url).href
