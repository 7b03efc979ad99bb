import type { Text } from '../../content/index.ts'
import type { Unmet } from './unmet.ts'

/** More examples than this tell nobody more. */
const mostThings = 3

/** A wish that no plan meets, as answers tell it. */
export function shownUnmet(
  { chosen, reason, things, held, nearestDay }: Unmet,
  nameOf: (thing: string) => Text,
) {
  return {
    wish:
      chosen.kind === 'theme'
        ? { kind: chosen.kind, theme: chosen.theme }
        : { kind: chosen.kind, id: chosen.thing, name: nameOf(chosen.thing) },
    reason,
    things: things.slice(0, mostThings).map(({ id, kind, name, closures }) => ({
      id,
      kind,
      name,
      closures: closures.map(({ words }) => words),
    })),
    ...(held === undefined ? {} : { held: shownHeld(held) }),
    ...(nearestDay === undefined ? {} : { nearestDay }),
    source: sourcesOfUnmet({ things, held }),
  }
}

const shownHeld = ({ date, festival: { id, name }, isCertain }: NonNullable<Unmet['held']>) => ({
  date,
  festival: { id, kind: 'festival' as const, name },
  certain: isCertain,
})

/** The sources of what is told of it. */
export const sourcesOfUnmet = ({
  things,
  held,
}: {
  things: Unmet['things']
  held?: Unmet['held'] | undefined
}) => [
  ...new Set([
    ...things
      .slice(0, mostThings)
      .flatMap(({ sources, closures }) => [...sources, ...closures.flatMap((closure) => closure.sources)]),
    ...(held?.festival.date.source ?? []),
  ]),
]
