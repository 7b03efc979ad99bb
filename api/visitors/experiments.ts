import type { Experiment } from './assignment.ts'

/** The questions that are being asked by lot. An entry is never changed once it began; it ends by its last day. */
export const experiments: readonly Experiment[] = [
  {
    id: 'shops-on-place-pages',
    questionJa: '場所のページに近くのお店を出すと、お店で払う人は増えますか。',
    questionEn: 'Do more people pay at shops when the page of a place shows the shops nearby?',
    salt: 'b7d1c2f04e6a4b0d9a53',
    groups: [
      { name: 'shown', share: 1 },
      { name: 'not_shown', share: 1 },
    ],
    from: '2026-08-01',
    readOn: '2027-02-01',
  },
]
