import type { wordsFor } from './words.ts'

/** Minutes as people say them: 40分, 5時間27分. */
export const lengthOfTime = (minutes: number, t: ReturnType<typeof wordsFor>): string =>
  minutes < 60
    ? t('plan:minutes', { minutes })
    : t('plan:hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
