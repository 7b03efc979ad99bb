/** Months as 'YYYY-MM'. */

const shifted = (month: string, months: number): string => {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, number! - 1 + months, 1)).toISOString().slice(0, 7)
}

export const monthBefore = (month: string): string => shifted(month, -1)

export const monthAfter = (month: string): string => shifted(month, 1)

/** A month as people write it: 2026年11月 / November 2026. */
export const monthInWords = (month: string, lang: string): string =>
  new Intl.DateTimeFormat(lang, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  )
