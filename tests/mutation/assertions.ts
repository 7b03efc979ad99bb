/** What Stryker hands to whoever says what is not to be changed: a place in the syntax tree. */
type Place = {
  readonly isCallExpression: () => boolean
  readonly node: { readonly callee?: { readonly name?: string } }
}

/** States what cannot happen; that no test can make it happen is what it says. */
const isAssertion = (place: Place): boolean =>
  place.isCallExpression() && place.node.callee?.name === 'assert'

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'assertions',
    value: {
      shouldIgnore: (place: Place): string | undefined =>
        isAssertion(place) ? 'an assertion states what cannot happen' : undefined,
    },
  },
]
