import { startOfJapanDay } from '../platform/clock.ts'

/**
 * Sunrise and sunset by the full equations of the NOAA solar calculator (after Meeus, "Astronomical Algorithms"):
 * upper edge of the sun on a flat horizon, with refraction (zenith 90.833°). Mountains hide the sun longer.
 * Source: https://gml.noaa.gov/grad/solcalc/calcdetails.html
 */

const rad = Math.PI / 180
const dayMs = 86_400_000
const sin = (degrees: number): number => Math.sin(degrees * rad)
const cos = (degrees: number): number => Math.cos(degrees * rad)
const tan = (degrees: number): number => Math.tan(degrees * rad)

/** Height of the sun over the equator (degrees) and how far a sundial is ahead of the clock (minutes). */
function sunAt(at: number): { declination: number; equationOfTime: number } {
  const t = (at / dayMs + 2_440_587.5 - 2_451_545) / 36_525
  const longitude = (280.46646 + t * (36_000.76983 + t * 0.0003032)) % 360
  const anomaly = 357.52911 + t * (35_999.05029 - 0.0001537 * t)
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
  const centre =
    sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    sin(2 * anomaly) * (0.019993 - 0.000101 * t) +
    sin(3 * anomaly) * 0.000289
  const node = 125.04 - 1934.136 * t
  const apparent = longitude + centre - 0.00569 - 0.00478 * sin(node)
  const tilt =
    23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * cos(node)
  const y = tan(tilt / 2) ** 2
  const equation =
    y * sin(2 * longitude) -
    2 * eccentricity * sin(anomaly) +
    4 * eccentricity * y * sin(anomaly) * cos(2 * longitude) -
    0.5 * y * y * sin(4 * longitude) -
    1.25 * eccentricity * eccentricity * sin(2 * anomaly)
  return { declination: Math.asin(sin(tilt) * sin(apparent)) / rad, equationOfTime: (4 * equation) / rad }
}

/**
 * Where the sun stands at an instant (epoch milliseconds), without refraction and as if no mountain were there:
 * degrees above the horizon, and from north by east.
 */
export function sunPosition(
  at: number,
  lat: number,
  lng: number,
): { readonly altitude: number; readonly azimuth: number } {
  const { declination, equationOfTime } = sunAt(at)
  const solarMinutes = (at / 60_000 + equationOfTime + 4 * lng) % 1440
  const hourAngle = solarMinutes / 4 - 180
  const height = sin(lat) * sin(declination) + cos(lat) * cos(declination) * cos(hourAngle)
  const east = -cos(declination) * sin(hourAngle)
  const north = cos(lat) * sin(declination) - sin(lat) * cos(declination) * cos(hourAngle)
  const azimuth = (Math.atan2(east, north) / rad + 360) % 360
  return { altitude: Math.asin(height) / rad, azimuth }
}

/** One edge of the day: -1 rise, 1 set. Reckoned again with the sun where it stands at the first answer. */
function edge(midnight: number, lat: number, lng: number, side: -1 | 1): number {
  let at = midnight + dayMs / 2
  for (let round = 0; round < 3; round++) {
    const { declination, equationOfTime } = sunAt(at)
    const half = Math.acos(cos(90.833) / (cos(lat) * cos(declination)) - tan(lat) * tan(declination)) / rad
    const minutes = 720 - 4 * lng - equationOfTime + 9 * 60 + side * 4 * half
    at = midnight + minutes * 60_000
  }
  return at
}

/**
 * Epoch milliseconds of sunrise and sunset on a day ('YYYY-MM-DD', Asia/Tokyo) at a position (degrees, WGS 84).
 * For latitudes of Japan; NaN where the sun does not rise or set.
 */
export function sunOf(day: string, lat: number, lng: number): { riseAt: number; setAt: number } {
  const midnight = Date.parse(`${day}T00:00:00+09:00`)
  return { riseAt: edge(midnight, lat, lng, -1), setAt: edge(midnight, lat, lng, 1) }
}

/** Sunrise and sunset as minutes of the day (Asia/Tokyo), whole. */
export function lightAt(
  day: string,
  { lat, lng }: { readonly lat: number; readonly lng: number },
): { readonly riseMinute: number; readonly setMinute: number } {
  const { riseAt, setAt } = sunOf(day, lat, lng)
  const minuteOf = (at: number): number => Math.round((at - startOfJapanDay(day)) / 60_000)
  return { riseMinute: minuteOf(riseAt), setMinute: minuteOf(setAt) }
}
