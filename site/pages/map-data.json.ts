/** What the map draws: our own vectors, in one file that is read only when the map is opened. */
import type { APIRoute } from 'astro'
import { mapData } from '../lib/map/data.ts'

export const prerender = true

export const GET: APIRoute = () =>
  new Response(JSON.stringify(mapData()), { headers: { 'content-type': 'application/json; charset=utf-8' } })
