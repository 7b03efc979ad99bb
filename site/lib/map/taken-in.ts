/**
 * Institutions that were taken in while the hub runs. The map and its list are built before, so the page asks for these: what has an
 * official position is a pin, what is known approximately a circle, and what nobody located is only in the list of all institutions.
 */
import type { LiveInstitution } from '../institutions.ts'
import { positionOf } from '../live-position.ts'
import { type Named, placeShape } from './shapes.ts'
import type { MapData } from './style.ts'

export type TakenIn = Pick<LiveInstitution, 'id' | 'name' | 'position'>

/** Both languages are asked for of every name. */
const named = ({ id, name: { ja = [], en = ja } }: TakenIn): Named => ({
  id,
  ja: ja.join(' '),
  en: en.join(' '),
})

/** The map opens without them where the hub says nothing. */
const patienceMs = 3_000

async function ask(): Promise<readonly TakenIn[]> {
  const answer = await fetch('/api/museum/institutions', { signal: AbortSignal.timeout(patienceMs) })
  if (!answer.ok) throw new Error(`institutions: ${answer.status}`)
  const { institutions } = (await answer.json()) as { readonly institutions?: readonly TakenIn[] }
  if (!Array.isArray(institutions)) throw new Error('institutions: another answer')
  return institutions
}

let asked: Promise<readonly TakenIn[]> | undefined

/** Those that were taken in, asked for once a page; none while the hub does not answer, which the next question tries again. */
export function takenIn(): Promise<readonly TakenIn[]> {
  asked ??= ask().catch(() => {
    asked = undefined
    return []
  })
  return asked
}

/** The map's data with them on it. */
export function withTakenIn(data: MapData, all: readonly TakenIn[]): MapData {
  const shapesOf = (exact: boolean) =>
    all.flatMap((one) => {
      const position = positionOf(one)
      return position?.exact === exact ? [placeShape(named(one), position)] : []
    })
  const also = ({ type, features }: MapData['places'], exact: boolean) => ({
    type,
    features: [...features, ...shapesOf(exact)],
  })
  return { ...data, places: also(data.places, true), areas: also(data.areas, false) }
}

/** Writes those that are on the map into their part of the list, which stays away where there is none. */
export async function listTakenIn(part: HTMLElement): Promise<void> {
  const located = (await takenIn()).filter((one) => positionOf(one) !== undefined)
  const { path = '', language } = part.dataset
  part.querySelector('ul')?.replaceChildren(
    ...located.map((one) => {
      const { id, ja, en } = named(one)
      const link = Object.assign(document.createElement('a'), { href: `${path}/${encodeURIComponent(id)}` })
      link.textContent = language === 'en' ? en : ja
      const row = document.createElement('li')
      row.append(link)
      return row
    }),
  )
  part.hidden = located.length === 0
}
