/** The hub as pages see it: its API without a network between, and whether its people and money are invented. */
export type HubForPages = {
  /** `clientAddress` is the address of the reader whose page it is. */
  readonly api: (request: Request, clientAddress: string | undefined) => Promise<Response>
  readonly mode: 'live' | 'demonstration'
  /** Where people reach the hub. */
  readonly origin: () => string
  /** By the hub’s clock. */
  readonly now: () => number
  /** Told of what a page threw. */
  readonly failed: (error: unknown) => void
}

let offered: HubForPages | undefined

/**
 * Where site and API are one bundle (Workers) or one module graph (development), the root offers its hub here and the
 * site's middleware hands it to every page. The Node server passes it along with each request instead.
 */
export const offerToPages = (hub: HubForPages): void => {
  offered = hub
}

export const offeredToPages = (): HubForPages | undefined => offered
