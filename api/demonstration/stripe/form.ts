/** A decoded form: texts, lists and named parts, as deep as the keys went. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue }

/** Deeper keys than Stripe's own parameters use are not followed. */
const depthMax = 8

/**
 * Decodes a form body with nested keys, as Stripe's API takes it: `metadata[topupId]=1` is `{metadata: {topupId}}`,
 * `line_items[0][quantity]=1` a list. Undefined for keys that contradict each other or go too deep.
 */
export function decodeForm(body: string): { [name: string]: FormValue } | undefined {
  const root: Branch = new Map()
  for (const [key, value] of new URLSearchParams(body)) {
    const path = pathOf(key)
    if (path === undefined || !put(root, path, value)) return undefined
  }
  const decoded = plain(root)
  return typeof decoded === 'object' && !Array.isArray(decoded) ? decoded : {}
}

type Branch = Map<string, string | Branch>

/** `a[b][0]` as ['a', 'b', '0']; undefined when the brackets do not match. */
function pathOf(key: string): string[] | undefined {
  const found = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key)
  if (found === null) return undefined
  const rest = [...found[2]!.matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1]!)
  return rest.length < depthMax ? [found[1]!, ...rest] : undefined
}

function put(root: Branch, path: readonly string[], value: string): boolean {
  let branch = root
  for (const [index, given] of path.entries()) {
    // `a[]=1&a[]=2` appends.
    const name = given === '' ? String(branch.size) : given
    const known = branch.get(name)
    if (index === path.length - 1) {
      if (known instanceof Map) return false
      branch.set(name, value)
      return true
    }
    if (typeof known === 'string') return false
    const next: Branch = known ?? new Map<string, string | Branch>()
    branch.set(name, next)
    branch = next
  }
  return false
}

function plain(branch: Branch): FormValue {
  const entries = [...branch].map(
    ([name, value]) => [name, typeof value === 'string' ? value : plain(value)] as const,
  )
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
