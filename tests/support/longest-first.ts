import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Small files that take long, the longest first. On a clean checkout nothing is known of earlier runs, and files are
 * told by their size: what waits for other processes would come last, and one worker would run alone at the end.
 */
export const longest: readonly string[] = [
  'tests/simulator/simulator',
  'tests/http/killed-imports',
  'tests/http/killed-uploads',
  'tests/contract/ledger-model',
  'tests/rail/import-command',
  'tests/browser/railway/live-messages',
  'tests/browser/hub/page-kinds',
  'tests/browser/hub/whole-story',
  'tests/browser/hub/account-changes',
  'tests/browser/hub/payout-days',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.includes(name))
  return place === -1 ? longest.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
