import type { AllEntries } from './build-content.ts'
import type { Problems } from './read.ts'
import type { FareTable, Stretch } from './schemas/fares.ts'

const file = 'content/fares.json'

/** A table of steps has no gap, never falls, and no two tables of one kind hold on the same day. */
function checkTables(kind: 'local' | 'trunk', tables: readonly FareTable[], problems: Problems): void {
  tables.forEach(({ from, to, steps }, t) => {
    steps.forEach(({ kmFrom, kmTo, yen }, s) => {
      const before = steps[s - 1]
      const field = `jr.${kind}.${t}.steps.${s}`
      if (kmFrom !== (before?.kmTo ?? 0) + 1)
        problems.add(file, field, 'does not begin where the one before ends')
      if (kmTo < kmFrom) problems.add(file, field, 'ends before it begins')
      if (yen <= (before?.yen ?? 0)) problems.add(file, field, 'costs no more than a shorter way')
    })
    const next = tables[t + 1]
    if (to !== undefined && to < from) problems.add(file, `jr.${kind}.${t}`, 'ends before it begins')
    if (next !== undefined && (to === undefined || to >= next.from))
      problems.add(file, `jr.${kind}.${t}`, 'still holds when the next one begins')
  })
}

/** What references cannot say of fares and passes. */
export function checkFares({ fares, lines }: Pick<AllEntries, 'fares' | 'lines'>, problems: Problems): void {
  if (fares === undefined) return
  checkTables('local', fares.jr.local, problems)
  checkTables('trunk', fares.jr.trunk, problems)
  const needOn = (field: string, { line, from, to }: Stretch): void => {
    const parts = lines.find(({ data }) => data.id === line)?.data.parts ?? []
    for (const station of [from, to])
      if (!parts.some(({ stops }) => stops.some((stop) => stop.station === station && stop.km !== null)))
        problems.add(file, field, `names "${station}", where no train of the line "${line}" calls`)
  }
  fares.company.forEach((fare, i) => needOn(`company.${i}`, fare))
  fares.passes.forEach(({ rule }, i) =>
    rule?.area.forEach((stretch, n) => needOn(`passes.${i}.rule.area.${n}`, stretch)),
  )
}
