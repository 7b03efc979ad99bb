import type { StoryAct } from './story-plan.ts'

/** What was decided about stories; only added to. */
export type StoryActStore = {
  /** `raced`: another act of the story was written first. */
  readonly add: (acts: readonly StoryAct[]) => Promise<'added' | 'raced'>
  /** All of a story, the first one first. */
  readonly of: (record: string) => Promise<readonly StoryAct[]>
  /** Plans whose moment came and that have not ended, in the order of their moments. */
  readonly due: (now: number) => Promise<readonly StoryAct[]>
}
