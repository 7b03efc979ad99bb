import type { ActingProxy, NewProxyAct, Proxy, ProxyTerms } from './proxy.ts'
import type { Cursor } from './reads.ts'
import type { TopupStatus } from './topup.ts'
import type { Write } from './ports.ts'

/** By whom a proxy is let in: whoever has the owner's printed code, or a device of the owner's. */
export type InvitedBy = 'code' | 'device'

/** By whom a proxy is taken away, or that it gave up by itself. */
export type EndedBy = 'proxy' | 'code' | 'device' | 'staff'

export type NewInvitation = ProxyTerms & {
  readonly id: string
  readonly codeHash: string
  readonly walletId: string
  readonly by: InvitedBy
  readonly validUntil: number
  readonly at: number
}

export type Invitation = ProxyTerms & {
  readonly id: string
  readonly walletId: string
  readonly validUntil: number
  /** The phone that it let in; null as long as it was not used. */
  readonly usedByDeviceId: string | null
}

export type NewProxy = ProxyTerms & {
  readonly id: string
  readonly walletId: string
  readonly number: number
  readonly deviceId: string
  readonly invitationId: string | null
  readonly at: number
}

export type NewProxyEnding = {
  readonly proxyId: string
  readonly by: EndedBy
  /** The device or the member of staff; null of who had the code. */
  readonly endedBy: string | null
  readonly reason: string
  readonly at: number
}

/** Who did something in the owner's name. */
export type DoneByProxy = Pick<Proxy, 'proxyId' | 'number' | 'relation' | 'walletId' | 'deviceId'>

/** Something done in the owner's name, as a list names it. */
export type ProxyActLine = Pick<NewProxyAct, 'id' | 'what' | 'amountYen' | 'at'> &
  Pick<Proxy, 'number' | 'relation'> & {
    readonly merchantAccountId: string | null
    /** Given back of a payment since. */
    readonly refundedYen: number
    /** How far a top-up came; null of a payment. */
    readonly topupStatus: TopupStatus | null
  }

export type ActPage = { readonly before?: Cursor | undefined; readonly limit: number }

/** Proxies on any engine. */
export type ProxyStore = {
  readonly findActing: (proxyId: string, day: string) => Promise<ActingProxy | undefined>
  /** The first one first, those that ended among them. */
  readonly proxiesOfDevice: (deviceId: string) => Promise<readonly Proxy[]>
  readonly proxiesOfWallet: (walletId: string) => Promise<readonly Proxy[]>
  readonly findInvitation: (codeHash: string) => Promise<Invitation | undefined>
  /** Whether the owner's side ever made an invitation. */
  readonly isInvitedTo: (walletId: string) => Promise<boolean>
  readonly doneBy: (actId: string) => Promise<DoneByProxy | undefined>
  /** What all proxies of a wallet did, or one of them: the newest first. */
  readonly actsOfWallet: (walletId: string, page: ActPage) => Promise<readonly ProxyActLine[]>
  readonly actsOfProxy: (proxyId: string, page: ActPage) => Promise<readonly ProxyActLine[]>
  readonly invitationWrite: (made: NewInvitation) => Write
  readonly proxyWrite: (made: NewProxy) => Write
  readonly endingWrite: (ended: NewProxyEnding) => Write
  /** What was done, after the counters that hold a payment to its day. */
  readonly actWrites: (act: NewProxyAct, paid: PaidByProxy | null) => readonly Write[]
}

/** What a payment adds to the days of its proxy and of all proxies of the wallet. */
export type PaidByProxy = Pick<Proxy, 'walletId' | 'number'> & {
  readonly dayLimitYen: number
  readonly allDayLimitYen: number
}
