import { describeSettings } from '../../api/platform/configuration.ts'

/** The settings as the README shows them, made from the schema that reads them. */
export function settingsTable(): string {
  const rows = describeSettings().map(
    ({ name, fallback, meaning }) =>
      `| \`${name}\` | ${fallback === undefined ? '–' : `\`${fallback}\``} | ${meaning} |`,
  )
  return ['| setting | otherwise | what it is |', '|---|---|---|', ...rows].join('\n')
}
