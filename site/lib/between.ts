/** Stands between facts in a row: a line may end with the dot and never begins with it. */
export const between = '\u00A0· '
