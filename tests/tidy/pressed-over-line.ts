import ts from 'typescript'

/** Hands over a line: one is handed to them, or their language is the one that is told over one. */
const overALine = /^(?:await )?handsOf\((?!'(?:en|zh-hant)'\))|\bkeysAlone\(\w/
const both = new Set(['pressThrough', 'pressInVain'])

const parsed = (story: string): ts.Node =>
  ts.createSourceFile('story.ts', story, ts.ScriptTarget.Latest, true)

function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* nodesIn(child)
}

const callsIn = (node: ts.Node): ts.CallExpression[] => [...nodesIn(node)].filter(ts.isCallExpression)

/** `press` as a story has it from such hands: taken out of them, perhaps under another name, or theirs. */
function takenFrom(name: ts.Node): string[] {
  if (!ts.isObjectBindingPattern(name)) return [`${name.getText()}.press`]
  return name.elements
    .filter((one) => (one.propertyName ?? one.name).getText() === 'press')
    .map((one) => one.name.getText())
}

/** How the calls of a story are named that press while the line is cut in both ways; its own that only pass on, too. */
function pressersIn(nodes: readonly ts.Node[]): ReadonlySet<string> {
  const taken = nodes.flatMap((node) => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const { name, initializer } = node
      if (ts.isArrowFunction(initializer))
        return callsIn(initializer.body).some(isBoth) ? [name.getText()] : []
      return overALine.test(initializer.getText()) ? takenFrom(name) : []
    }
    if (ts.isBinaryExpression(node) && overALine.test(node.right.getText())) return takenFrom(node.left)
    return []
  })
  return new Set([...both, ...taken])
}

const isBoth = ({ expression }: ts.CallExpression): boolean => both.has(expression.getText())

/**
 * What a story presses over a line that breaks in both ways: each such call as it stands there, and behind it what the
 * names in it stand for (`const what = t('…')`).
 */
export function pressedOverLine(story: string): readonly string[] {
  const nodes = [...nodesIn(parsed(story))]
  const pressers = pressersIn(nodes)
  const meanings = new Map(
    nodes
      .filter(ts.isVariableDeclaration)
      .filter(({ initializer }) => initializer !== undefined && ts.isCallExpression(initializer))
      .map(({ name, initializer }) => [name.getText(), initializer!.getText()]),
  )
  return nodes
    .filter(ts.isCallExpression)
    .filter(({ expression }) => pressers.has(expression.getText()))
    .map((call) => {
      const names = [...nodesIn(call)].filter(ts.isIdentifier).map((one) => meanings.get(one.getText()))
      return [call.getText(), ...names].join('\n')
    })
}

/** The functions of a story that cut the line by hand behind the hub, where a page stays or has something typed anew. */
export const cutByHand = (story: string): readonly string[] =>
  [...nodesIn(parsed(story))]
    .filter((node) => ts.isArrowFunction(node) || ts.isFunctionDeclaration(node))
    .map((one) => one.getText())
    .filter((text) => text.includes(`line.cut('after')`))
