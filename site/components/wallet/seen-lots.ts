/** One part of a payment as its page told it. */
export type SeenLot = {
  readonly lotId: string
  readonly amountYen: number
  readonly validUntilAt: number
  /** Who gave it; null of money that was added. */
  readonly municipality: string | null
}

/** More would make an address too long; a page that came with more says less of what changed. */
const partsMost = 40

/** What a page told, as it travels in a form and in an address: `id~yen~until~town`, one after the other. */
export const printSeen = (lots: readonly SeenLot[]): string =>
  lots
    .map(({ lotId, amountYen, validUntilAt, municipality }) =>
      [lotId, amountYen, validUntilAt, municipality ?? ''].join('~'),
    )
    .join(' ')

/** The same read back; parts that nobody printed are left out. */
export const readSeen = (text: string): SeenLot[] =>
  text.split(' ').flatMap((part) => {
    const [, lotId, amount, until, town] = /^([\w-]{1,64})~(\d{1,9})~(\d{1,15})~(\d{6})?$/.exec(part) ?? []
    return lotId === undefined
      ? []
      : [{ lotId, amountYen: Number(amount), validUntilAt: Number(until), municipality: town ?? null }]
  })

/** What fits into an address. */
export const seenInAddress = (lots: readonly SeenLot[]): string =>
  lots.length > partsMost ? '' : printSeen(lots)

/** As the hub is told what the payer saw. */
export const asSaid = (lots: readonly SeenLot[]): { lotId: string; amountYen: number }[] =>
  lots.map(({ lotId, amountYen }) => ({ lotId, amountYen }))
