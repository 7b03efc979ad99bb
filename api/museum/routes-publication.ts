import { Hono } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { activityRoutes, type ActivityRouteParts } from './routes-activity.ts'
import { contentSearchRoutes, type ContentSearchRouteParts } from './routes-content-search.ts'
import { harvestRoutes, type HarvestRouteParts } from './routes-harvest.ts'
import { presentationRoutes, type PresentationRouteParts } from './routes-presentation.ts'

export type PublicationRouteParts = PresentationRouteParts &
  ActivityRouteParts &
  HarvestRouteParts &
  ContentSearchRouteParts

/** What other systems read of the museum, at the addresses that their standards and our interfaces fix. */
export const publicationRoutes = (parts: PublicationRouteParts) =>
  new Hono<Env>()
    .route('/iiif/activity', activityRoutes(parts))
    .route('/iiif', contentSearchRoutes(parts))
    .route('/iiif', presentationRoutes(parts))
    .route('/oai', harvestRoutes(parts))
