const unitMs = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** How long ago, in the reader's words and the largest whole unit: 3日前, "2 hours ago", at least a second. */
export function ageInWords(at: number, now: number, lang: string): string {
  const [unit, ms] = unitMs.find(([, each]) => now - at >= each) ?? unitMs[3]
  return new Intl.RelativeTimeFormat(lang).format(-Math.max(Math.floor((now - at) / ms), 1), unit)
}

/** A way to pay takes no longer; what is older was opened again, and must not pass for a new payment at the till. */
const freshMs = 2 * 60_000

/** True for a payment that was made this moment. */
export const isFresh = (paidAt: number, now: number): boolean => now - paidAt < freshMs
