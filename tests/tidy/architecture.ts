import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractTypeScript from 'dependency-cruiser/config-utl/extract-ts-config'

/**
 * Checks the arrows of the house. With a TypeScript it does not know the tool silently cruises nothing and is
 * content, so a plausible number of modules and of arrows between them is asked for as well.
 */
const root = join(import.meta.dirname, '..', '..')
const leastModules = 150
const leastArrows = 500

const config = await extractConfig(join(root, '.dependency-cruiser.cjs'))
const typescript = extractTypeScript(join(root, 'tsconfig.json'))
const { output } = await cruise(
  ['api', 'db', 'site', 'content', 'tests'],
  { ...config.options, ruleSet: { forbidden: config.forbidden ?? [] }, validate: true, baseDir: root },
  undefined,
  { tsConfig: typescript },
)
if (typeof output === 'string') throw new Error(output)
const { violations, totalCruised, totalDependenciesCruised } = output.summary
const errors = violations.filter((violation) => violation.rule.severity === 'error')
for (const { rule, from, to } of errors) console.error(`${rule.name}: ${from} → ${to}`)
if (totalCruised < leastModules || (totalDependenciesCruised ?? 0) < leastArrows) {
  console.error(
    `Only ${totalCruised} modules and ${totalDependenciesCruised} arrows were seen: the check itself is broken.`,
  )
  process.exit(1)
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
console.log(`${version}: ${totalCruised} modules, ${totalDependenciesCruised} arrows`)
process.exit(errors.length === 0 ? 0 : 1)
