import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { courseOf } from '../../site/lib/scroll/course.ts'
import { drawScroll, type ScrollRequest } from '../../site/lib/scroll/draw.ts'

/** A line that wanders like a real one: 36 stations on 135 km. */
const points = Array.from({ length: 175 }, (_, i) => ({
  lat: 37.5 - i * 0.0016 + Math.sin(i / 9) * 0.03,
  lng: 139.93 - i * 0.0056,
}))
const stations = Array.from({ length: 36 }, (_, i) => ({ id: `s${i}`, km: Math.round(i * 38.6) / 10 }))
const request = (over: Partial<ScrollRequest> = {}): ScrollRequest => ({
  line: 'tadami',
  points,
  origin: points[0]!,
  length: 135.2,
  stations,
  height: 560,
  scale: 30,
  prefix: 'h',
  ...over,
})

describe('the scroll', () => {
  test('is the same picture whenever it is drawn', () => {
    expect(drawScroll(request()).inner).toBe(drawScroll(request()).inner)
  })

  test('is the same picture whichever way the points run', () => {
    const turned = drawScroll(request({ points: points.toReversed() }))
    expect(turned.knots).toEqual(drawScroll(request()).knots)
  })

  test('ties exactly one knot for each station, in the order of the chainage, from right to left', () => {
    const { knots, inner } = drawScroll(request())
    expect(knots.map((k) => k.id)).toEqual(stations.map((s) => s.id))
    for (let i = 1; i < knots.length; i++) expect(knots[i]!.x).toBeLessThan(knots[i - 1]!.x)
    const drawn = /class="knot" d="([^"]*)"/.exec(inner)![1]!
    expect(drawn.match(/M/g)).toHaveLength(stations.length)
  })

  test('puts each knot at its chainage, true to scale', () => {
    const { knots } = drawScroll(request())
    knots.forEach((k, i) => expect(Math.abs(k.x + stations[i]!.km * 30)).toBeLessThanOrEqual(1))
  })

  test('holds no number that is not a number', () => {
    for (const line of ['tadami', 'banetsu-west', 'aizu', 'yagan', 'unknown']) {
      expect(drawScroll(request({ line })).inner).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  test('weighs less than 18 kB as a hero and less than 5.5 kB as the head of a page, gzipped', () => {
    expect(gzipSync(drawScroll(request()).inner).length).toBeLessThan(18_000)
    const head = drawScroll(request({ from: 20, to: 72, height: 230, scale: 27, detail: 'plain' }))
    expect(gzipSync(head.inner).length).toBeLessThan(5_500)
  })

  test('marks the station that the page is about, and only that one', () => {
    const here = stations.map((s, i) => (i === 12 ? { ...s, here: true } : s))
    const { inner } = drawScroll(request({ stations: here, from: 20, to: 72 }))
    expect(inner.match(/class="here"/g)).toHaveLength(1)
  })

  test('keeps ids apart when two pictures share a page', () => {
    const ids = (prefix: string) =>
      [...drawScroll(request({ prefix })).inner.matchAll(/id="([^"]+)"/g)].map((m) => m[1]!)
    const one = new Set(ids('a'))
    expect(ids('b').some((id) => one.has(id))).toBe(false)
  })
})

describe('the course', () => {
  test('lies between -1 and 1 and touches one of them', () => {
    const course = courseOf(points, 135.2)
    const all = Array.from({ length: 136 }, (_, km) => course.north(km))
    expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(Math.max(...all.map(Math.abs))).toBeGreaterThan(0.9)
  })

  test('answers also beyond its ends', () => {
    const course = courseOf(points, 135.2)
    expect(course.north(-5)).toBe(course.north(0))
    expect(course.north(999)).toBe(course.north(135.2))
  })
})
