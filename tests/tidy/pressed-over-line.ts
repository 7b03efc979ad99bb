import ts from 'typescript'

/** Hands over a line: one is handed to them, or they have their own. */
const overALine = /^(?:await )?handsOf\(|\bkeysAlone\(\w/
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

/** How the calls of a story are named that press while the line is cut in both ways: by keys, or its own that only pass on. */
function pressersIn(nodes: readonly ts.Node[]): Readonly<Record<'byKeys' | 'passing', ReadonlySet<string>>> {
  const passing = nodes.filter(
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      ts.isArrowFunction(node.initializer) &&
      callsIn(node.initializer.body).some(isBoth),
  )
  const byKeys = nodes.flatMap((node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && !ts.isArrowFunction(node.initializer))
      return overALine.test(node.initializer.getText()) ? takenFrom(node.name) : []
    if (ts.isBinaryExpression(node) && overALine.test(node.right.getText())) return takenFrom(node.left)
    return []
  })
  const names = passing.map((node) => (node as ts.VariableDeclaration).name.getText())
  return { byKeys: new Set(byKeys), passing: new Set([...both, ...names]) }
}

const isBoth = ({ expression }: ts.CallExpression): boolean => both.has(expression.getText())

/** What a story does over a line that breaks in both ways: as it stands there, by keys or not, and in which languages. */
export type OverLine = {
  readonly text: string
  readonly isByKeys: boolean
  readonly languages: readonly string[]
}

/** The languages in which a story is told: those of its nearest `each` whose hands or line are of each of them. */
function toldIn(node: ts.Node, nodes: readonly ts.Node[]): readonly string[] {
  for (let one = node; !ts.isSourceFile(one); one = one.parent) {
    if (!ts.isCallExpression(one) || !ts.isCallExpression(one.expression)) continue
    const { expression: each, arguments: given } = one.expression
    if (!each.getText().endsWith('.each')) continue
    const list = nodes.find(
      (named) => ts.isVariableDeclaration(named) && named.name.getText() === given[0]?.getText(),
    )
    const languages = ['ja', 'en', 'zh-hant'].filter((locale) =>
      (list ?? given[0])?.getText().includes(`'${locale}'`),
    )
    if (languages.length > 0 && ofEach.test(one.getText())) return languages
  }
  return ['ja']
}
const ofEach = /\bopenLine\([^)]*, locale\)|\bhandsOf\(locale\)|\blines\[locale\]/

/** What a story presses over such a line: each such call, and behind it what the names in it stand for (`const what = t('…')`). */
export function pressedOverLine(story: string): readonly OverLine[] {
  const nodes = [...nodesIn(parsed(story))]
  const { byKeys, passing } = pressersIn(nodes)
  const meanings = new Map(
    nodes
      .filter(ts.isVariableDeclaration)
      .filter(({ initializer }) => initializer !== undefined && ts.isCallExpression(initializer))
      .map(({ name, initializer }) => [name.getText(), initializer!.getText()]),
  )
  return nodes
    .filter(ts.isCallExpression)
    .filter(({ expression }) => byKeys.has(expression.getText()) || passing.has(expression.getText()))
    .map((call) => {
      const names = [...nodesIn(call)].filter(ts.isIdentifier).map((one) => meanings.get(one.getText()))
      return {
        text: [call.getText(), ...names].join('\n'),
        isByKeys: byKeys.has(call.expression.getText()),
        languages: toldIn(call, nodes),
      }
    })
}

/** The innermost functions of a story that cut the line by hand behind the hub, where a page stays or has something typed anew. */
export function cutByHand(story: string): readonly OverLine[] {
  const nodes = [...nodesIn(parsed(story))]
  const isCutting = (node: ts.Node): boolean =>
    (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)) &&
    node.getText().includes(`line.cut('after')`)
  return nodes
    .filter((node) => isCutting(node) && ![...nodesIn(node)].slice(1).some(isCutting))
    .map((node) => ({
      text: node.getText(),
      isByKeys: /\bkeyboard\.press\(/.test(node.getText()),
      languages: toldIn(node, nodes),
    }))
}
