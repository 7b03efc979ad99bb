/** Sunrise and sunset, by the equation of the NOAA solar calculator; good to about two minutes here. */

const rad = Math.PI / 180

/** Epoch milliseconds of sunrise and sunset on a day ('YYYY-MM-DD', Asia/Tokyo) at a position. */
export function sunOf(day: string, lat: number, lng: number): { riseAt: number; setAt: number } {
  const midnight = Date.parse(`${day}T00:00:00+09:00`)
  const start = Date.parse(`${day.slice(0, 4)}-01-01T00:00:00+09:00`)
  const year = ((midnight - start) / 86_400_000 + 0.5) / 365
  const g = 2 * Math.PI * year
  const minutes =
    229.18 * (0.000075 + 0.001868 * Math.cos(g) - 0.032077 * Math.sin(g) - 0.014615 * Math.cos(2 * g) - 0.040849 * Math.sin(2 * g))
  const tilt =
    0.006918 - 0.399912 * Math.cos(g) + 0.070257 * Math.sin(g) - 0.006758 * Math.cos(2 * g) + 0.000907 * Math.sin(2 * g) -
    0.002697 * Math.cos(3 * g) + 0.00148 * Math.sin(3 * g)
  const half =
    Math.acos(Math.cos(90.833 * rad) / (Math.cos(lat * rad) * Math.cos(tilt)) - Math.tan(lat * rad) * Math.tan(tilt)) / rad
  const noon = 720 - 4 * lng - minutes + 540
  return { riseAt: midnight + (noon - 4 * half) * 60_000, setAt: midnight + (noon + 4 * half) * 60_000 }
}
