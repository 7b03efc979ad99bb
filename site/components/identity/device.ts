/** Names of browsers as they stand in a user agent; the first that is found counts, because later ones imitate earlier ones. */
const browsers: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux/, 'Linux'],
]

const found = (names: readonly [RegExp, string][], userAgent: string): string | undefined =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1]

/** "Chrome, Android": enough to recognise one's own device; undefined when nothing of it is known. */
export function deviceOf(userAgent: string): string | undefined {
  const parts = [found(browsers, userAgent), found(systems, userAgent)].filter((name) => name !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}
