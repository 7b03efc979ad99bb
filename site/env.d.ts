declare namespace App {
  interface Locals {
    /** The hub's API in this process: a request in, its response out, no network between. */
    api: (request: Request) => Promise<Response>
    /** 'demonstration' when this database holds invented people and money. */
    mode: 'live' | 'demonstration'
    /** Epoch milliseconds by the hub’s clock; of a page that is built, by the computer’s that builds it. */
    now: () => number
    /** Where people reach the hub; a page that is built before there is one has none. */
    origin?: string
    /** Told of what a page threw: its reader sees the page that says sorry. A page that is built has nobody to tell. */
    failed?: (error: unknown) => void
    /** The key of the form that was sent, until something was done under it (`site/lib/form-key.ts`). */
    sentKey?: string | undefined
    /** Whether the hub decided what was asked under it; nothing where the page did not ask (`site/lib/decided.ts`). */
    isDecided?: boolean | undefined
  }
}
