/** What records are looked for by; each by itself, or any of them together. */
export const searchFields = ['from', 'until', 'leastYen', 'mostYen', 'counterparty'] as const

/** What was asked in an address; an empty field does not narrow. */
export function askedOf<Name extends string>(
  params: URLSearchParams,
  names: readonly Name[],
): Partial<Record<Name | 'before', string>> {
  const asked: Partial<Record<Name | 'before', string>> = {}
  for (const name of [...names, 'before'] as const) {
    const value = (params.get(name) ?? '').trim()
    if (value !== '') asked[name] = value
  }
  return asked
}
