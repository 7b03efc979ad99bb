/** Thrown when something happened that cannot happen: a programmer's error, never a user's. */
export class AssertionFailure extends Error {
  override name = 'AssertionFailure'
}

/** States why a condition must hold; throws `AssertionFailure` when it does not. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionFailure(why)
}
