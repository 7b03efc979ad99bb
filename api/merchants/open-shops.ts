import type { Merchant, MerchantClass } from './merchant.ts'

/** Where somebody looks for shops; all of them where neither is named. */
export type Around = {
  readonly station?: string | undefined
  /** Code of the municipality. */
  readonly municipality?: string | undefined
}

/** What the public is told of a shop that takes payments: nothing of who keeps it. */
export type OpenShop = {
  readonly id: string
  readonly nameJa: string
  readonly nameEn: string
  readonly municipality: string
  readonly merchantClass: MerchantClass
  readonly stationId: string | null
  /** Invented for the demonstration. */
  readonly demonstration: boolean
}

/** Whether everybody may know of a shop: it was let in, is not stopped, and its account is not closed. */
export const isOpen = ({ status, closedAt }: Pick<Merchant, 'status' | 'closedAt'>): boolean =>
  status === 'approved' && closedAt === null

/** Shops that take payments: those that named the station as theirs first, then the others of the municipality. */
export function openShops(shops: readonly Merchant[], { station, municipality }: Around): OpenShop[] {
  const isAtStation = ({ stationId }: Merchant): boolean => station !== undefined && stationId === station
  const isAround = (shop: Merchant): boolean =>
    (station === undefined && municipality === undefined) ||
    isAtStation(shop) ||
    shop.municipality === municipality
  return shops
    .filter((shop) => isOpen(shop) && isAround(shop))
    .toSorted(
      (a, b) =>
        Number(isAtStation(b)) - Number(isAtStation(a)) ||
        a.nameKana.localeCompare(b.nameKana, 'ja') ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id, nameJa, nameEn, municipality: town, merchantClass, stationId, demonstration }) => ({
      id,
      nameJa,
      nameEn,
      municipality: town,
      merchantClass,
      stationId,
      demonstration,
    }))
}
