type Call = { readonly type: string; readonly callee?: { readonly name?: string } }

/** What Stryker hands to whoever says what is not to be changed: a place in the syntax tree. */
type Place = { readonly node: Call & { readonly expression?: Call } }

/** States what cannot happen; that no test can make it happen is what it says. */
const isAssertion = ({ type, callee }: Call): boolean =>
  type === 'CallExpression' && callee?.name === 'assert'

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'assertions',
    value: {
      // The statement too, which a change would leave out as a whole.
      shouldIgnore: ({ node }: Place): string | undefined =>
        isAssertion(node.type === 'ExpressionStatement' && node.expression ? node.expression : node)
          ? 'an assertion states what cannot happen'
          : undefined,
    },
  },
]
