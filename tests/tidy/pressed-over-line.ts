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

/** How a call is named, and where it means this: elsewhere in the file the same name may press with a pointer. */
type Presser = { readonly name: string; readonly scope: ts.Node }

function scopeOf(node: ts.Node): ts.Node {
  for (let one = node.parent; ; one = one.parent) if (ts.isBlock(one) || ts.isSourceFile(one)) return one
}

const isOneOf = (pressers: readonly Presser[], call: ts.CallExpression): boolean =>
  pressers.some(
    ({ name, scope }) => name === call.expression.getText() && scope.pos <= call.pos && call.end <= scope.end,
  )

/** The calls of a story that press by keys over such a line: of hands that are declared there, or given to a name of the file. */
const byKeysIn = (nodes: readonly ts.Node[]): readonly Presser[] =>
  nodes.flatMap((node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && !ts.isArrowFunction(node.initializer))
      return overALine.test(node.initializer.getText())
        ? takenFrom(node.name).map((name) => ({ name, scope: scopeOf(node) }))
        : []
    if (ts.isBinaryExpression(node) && overALine.test(node.right.getText()))
      return takenFrom(node.left).map((name) => ({ name, scope: node.getSourceFile() }))
    return []
  })

/** The calls of a story's own that only pass on to those that cut the line in both ways. */
const passingIn = (nodes: readonly ts.Node[]): readonly Presser[] =>
  nodes
    .filter(ts.isVariableDeclaration)
    .filter(({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer))
    .filter(({ initializer }) => callsIn((initializer as ts.ArrowFunction).body).some(isBoth))
    .map((node) => ({ name: node.name.getText(), scope: scopeOf(node) }))

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
  const [byKeys, passing] = [byKeysIn(nodes), passingIn(nodes)]
  const meanings = new Map(
    nodes
      .filter(ts.isVariableDeclaration)
      .filter(({ initializer }) => initializer !== undefined && ts.isCallExpression(initializer))
      .map(({ name, initializer }) => [name.getText(), initializer!.getText()]),
  )
  return nodes
    .filter(ts.isCallExpression)
    .filter((call) => isBoth(call) || isOneOf([...byKeys, ...passing], call))
    .map((call) => {
      const names = [...nodesIn(call)].filter(ts.isIdentifier).map((one) => meanings.get(one.getText()))
      return {
        text: [call.getText(), ...names].join('\n'),
        isByKeys: isOneOf(byKeys, call),
        languages: toldIn(call, nodes),
      }
    })
}

/** The innermost functions of a story that cut the line by hand before the hub and behind it, where a page stays or has something typed anew. */
export function cutByHand(story: string): readonly OverLine[] {
  const nodes = [...nodesIn(parsed(story))]
  const isCutting = (node: ts.Node): boolean =>
    (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)) &&
    [`line.cut('before')`, `line.cut('after')`].every((cut) => node.getText().includes(cut))
  return nodes
    .filter((node) => isCutting(node) && ![...nodesIn(node)].slice(1).some(isCutting))
    .map((node) => ({
      text: node.getText(),
      isByKeys: /\bkeyboard\.press\(/.test(node.getText()),
      languages: toldIn(node, nodes),
    }))
}
