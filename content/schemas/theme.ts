/** What visitors come for (a closed set; words in `plan:theme.<theme>`). */
export const themes = [
  'photographs',
  'hot-springs',
  'food',
  'crafts',
  'museums',
  'history',
  'nature',
  'snow',
  'festivals',
  'family',
] as const

export type Theme = (typeof themes)[number]
