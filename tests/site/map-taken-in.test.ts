import fc from 'fast-check'
import { expect, test } from 'vitest'
import { positionQualities } from '../../api/museum/institution-facts.ts'
import { collection, placeShape } from '../../site/lib/map/shapes.ts'
import type { MapData } from '../../site/lib/map/style.ts'
import { type TakenIn, withTakenIn } from '../../site/lib/map/taken-in.ts'

const built = placeShape({ id: 'castle', ja: '城', en: 'Castle' }, { lat: 37.48, lng: 139.93, exact: true })
const none = collection([])
const data: MapData = {
  lines: none,
  outlines: none,
  stations: none,
  places: collection([built]),
  areas: none,
}

const house = (id: string, position: TakenIn['position']): TakenIn => ({
  id,
  name: { ja: ['灯火館'], en: ['House of Lamps'] },
  position,
})
const at = (quality: (typeof positionQualities)[number]) => ({ latitude: 37.4, longitude: 139.6, quality })

test('an institution that was taken in is a pin where its position is official, a circle where it is not', () => {
  const { places, areas } = withTakenIn(data, [
    house('official', at('official')),
    house('about', at('approximate-300m')),
    house('nowhere', null),
  ])
  expect(places.features).toEqual([
    built,
    {
      type: 'Feature',
      properties: { id: 'official', ja: '灯火館', en: 'House of Lamps' },
      geometry: { type: 'Point', coordinates: [139.6, 37.4] },
    },
  ])
  expect(areas.features.map(({ properties }) => properties['id'])).toEqual(['about'])
})

test('what is known approximately is drawn as large as it may be wrong', () => {
  const ring = (quality: 'approximate-300m' | 'approximate-1km') => {
    const { features } = withTakenIn(data, [house('about', at(quality))]).areas
    const [points] = features[0]!.geometry.coordinates as [[number, number][]]
    const latitudes = points.map(([, latitude]) => latitude)
    return Math.round(((Math.max(...latitudes) - Math.min(...latitudes)) * 111) / 2 / 0.1) / 10
  }
  expect([ring('approximate-300m'), ring('approximate-1km')]).toEqual([0.3, 1])
})

test('nothing is a pin but what is official, and nothing is on the map twice', () => {
  const position = fc.option(fc.constantFrom(...positionQualities).map(at))
  fc.assert(
    fc.property(fc.array(position, { maxLength: 8 }), (all) => {
      const { places, areas } = withTakenIn(
        data,
        all.map((one, i) => house(`h${i}`, one)),
      )
      const ids = ({ features }: MapData['places']) => features.map(({ properties }) => properties['id'])
      const of = (isAsked: (one: TakenIn['position']) => boolean) =>
        all.flatMap((one, i) => (isAsked(one) ? [`h${i}`] : []))
      expect(ids(places)).toEqual(['castle', ...of((one) => one?.quality === 'official')])
      expect(ids(areas)).toEqual(of((one) => one !== null && one.quality !== 'official'))
    }),
  )
})
