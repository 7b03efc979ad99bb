import type { MerchantDay } from '../currency/index.ts'
import type { Visit } from '../visitors/index.ts'

/** A shop's takings day by day, from the ledger. Instants in epoch milliseconds, `to` not included. */
export type Takings = {
  readonly merchantDays: (period: { readonly from: number; readonly to: number }) => Promise<MerchantDay[]>
}

/** Consented visits, Japanese days, both included. */
export type Visits = {
  readonly visitsBetween: (fromDay: string, untilDay: string) => Promise<readonly Visit[]>
}

/** A shop that takes, or took, payments. */
export type Shop = {
  readonly accountId: string
  readonly municipality: string
  readonly stationId: string | null
}

export type Shops = { readonly all: () => Promise<readonly Shop[]> }

export type Town = {
  readonly code: string
  readonly nameJa: string
  readonly nameEn: string
  /** One of the 13 that signed the guideline. */
  readonly guideline: boolean
}

export type Line = { readonly id: string; readonly nameJa: string; readonly nameEn: string }

/** The region's towns and lines, from the published content. */
export type Region = {
  readonly towns: readonly Town[]
  readonly lines: readonly Line[]
  /** The one line that a station's visits and payments count for: its first; null where there is none. */
  readonly lineOfStation: (stationId: string) => string | null
  /** Pairs of town and line where somebody can check in. */
  readonly spots: readonly { readonly municipality: string; readonly lineId: string | null }[]
}
