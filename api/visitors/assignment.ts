import { assert } from '../platform/assert.ts'

/**
 * A question that is answered by lot. Everything is fixed before the start: the question, the groups, the salt, and
 * how long it runs; the answer is looked at once, when it has run that long.
 */
export type Experiment = {
  readonly id: string
  /** What is asked, in words. */
  readonly questionJa: string
  readonly questionEn: string
  /** Fixed at the start; a new salt is a new experiment. */
  readonly salt: string
  /** Shares are whole numbers: 1 and 1 is half and half. */
  readonly groups: readonly { readonly name: string; readonly share: number }[]
  /** First day on which lots are drawn and the day on which the answer is read, 'YYYY-MM-DD'. */
  readonly from: string
  readonly readOn: string
}

/** What is hashed (SHA-256) to draw the lot: anyone with the salt can draw it again. */
export const lotText = (experiment: Pick<Experiment, 'id' | 'salt'>, visitorId: string): string =>
  `${experiment.id}\n${experiment.salt}\n${visitorId}`

/** The group that a hash falls into: its first 48 bits as a fraction, cut by the groups' shares. */
export function groupOf(experiment: Pick<Experiment, 'groups'>, digest: Uint8Array): string {
  assert(digest.length >= 6, 'a lot needs 48 bits')
  let number = 0
  for (const byte of digest.subarray(0, 6)) number = number * 256 + byte
  const whole = experiment.groups.reduce((sum, group) => sum + group.share, 0)
  let left = (number / 2 ** 48) * whole
  for (const group of experiment.groups) {
    if (left < group.share) return group.name
    left -= group.share
  }
  throw new Error('unreachable: the shares add up to the whole')
}

/** Under this probability the lot was not drawn as planned and no answer is read. */
export const sampleRatioStopsBelow = 0.001

/** Pearson's test that the groups have the sizes their shares promise. `stop`: do not read the answer. */
export function sampleRatio(groups: readonly { readonly count: number; readonly share: number }[]): {
  readonly chi2: number
  readonly p: number
  readonly stop: boolean
} {
  const total = groups.reduce((sum, group) => sum + group.count, 0)
  const whole = groups.reduce((sum, group) => sum + group.share, 0)
  if (total === 0) return { chi2: 0, p: 1, stop: false }
  let chi2 = 0
  for (const { count, share } of groups) {
    const expected = (total * share) / whole
    chi2 += (count - expected) ** 2 / expected
  }
  const p = chiSquareTail(chi2, groups.length - 1)
  return { chi2, p, stop: p < sampleRatioStopsBelow }
}

/** P(X ≥ x) for chi-square with whole degrees of freedom: Q(a+1, y) = Q(a, y) + yᵃe⁻ʸ/Γ(a+1). */
function chiSquareTail(x: number, degrees: number): number {
  const y = x / 2
  const odd = degrees % 2 === 1
  let tail = odd ? erfc(Math.sqrt(y)) : Math.exp(-y)
  let term = odd ? Math.sqrt(y / Math.PI) * 2 * Math.exp(-y) : y * Math.exp(-y)
  for (let a = odd ? 0.5 : 1; a < degrees / 2; a += 1) {
    tail += term
    term *= y / (a + 1)
  }
  return tail
}

const erfcCoefficients = [
  -1.265_512_23, 1.000_023_68, 0.374_091_96, 0.096_784_18, -0.186_288_06, 0.278_868_07, -1.135_203_98,
  1.488_515_87, -0.822_152_23, 0.170_872_77,
]

/** Complementary error function for z ≥ 0, relative error under 1.2e-7 (Numerical Recipes, 6.2). */
function erfc(z: number): number {
  const t = 1 / (1 + z / 2)
  const series = erfcCoefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0)
  return t * Math.exp(-z * z + series)
}
