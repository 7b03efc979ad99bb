import { and, asc, count, eq, gt, lte, notExists, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { PublishedImage, SettledImage, Showing } from './image-information.ts'
import type { ImageRecords } from './ports.ts'

/** The only SQL of images. */
export function imageRecords({
  tables: { images: t, imageChecks: checks },
  query,
  prepareRead,
  prepareWrite,
  atomic,
}: Store): ImageRecords {
  const ph = sql.placeholder
  const one = prepareRead(
    query
      .select({
        id: t.id,
        width: t.width,
        height: t.height,
        showing: t.showing,
        maxSide: t.maxSide,
        isShown: t.isShown,
        fileSet: t.fileSet,
        sha256: t.sha256,
      })
      .from(t)
      .where(eq(t.id, ph('id'))),
  )
  const seen = prepareRead(
    query
      .select({
        showing: t.showing,
        maxSide: t.maxSide,
        isShown: t.isShown,
        takenShowing: t.takenShowing,
        takenMaxSide: t.takenMaxSide,
      })
      .from(t)
      .where(eq(t.id, ph('id'))),
  )
  const behind = prepareRead(
    query
      .select({ id: t.id, fileSet: t.fileSet, sha256: t.sha256 })
      .from(t)
      .where(gt(t.id, ph('after')))
      .orderBy(asc(t.id))
      .limit(ph('limit')),
  )
  const unread = prepareRead(
    query
      .select({ id: t.id, fileSet: t.fileSet, sha256: t.sha256 })
      .from(t)
      .where(
        and(
          lte(t.addedAt, ph('since')),
          notExists(
            query
              .select({ at: checks.at })
              .from(checks)
              .where(and(eq(checks.image, t.id), gt(checks.at, ph('since')))),
          ),
        ),
      )
      .orderBy(asc(t.id))
      .limit(ph('limit')),
  )
  const check = prepareWrite(
    query
      .insert(checks)
      .values({ image: ph('id'), at: ph('at'), master: ph('master'), pyramid: ph('pyramid') }),
  )
  const counted = prepareRead(
    query
      .select({ images: count() })
      .from(t)
      .where(gt(t.id, ph('after'))),
  )
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      width: ph('width'),
      height: ph('height'),
      showing: ph('showing'),
      maxSide: ph('maxSide'),
      isShown: ph('isShown'),
      fileSet: ph('fileSet'),
      sha256: ph('sha256'),
      mediaType: ph('mediaType'),
      bytes: ph('bytes'),
      addedAt: ph('addedAt'),
    }),
  )
  const update = prepareWrite(
    query
      .update(t)
      .set({
        showing: sql`${ph('showing')}`,
        maxSide: sql`${ph('maxSide')}`,
        isShown: sql`${sql.param(ph('isShown'), t.isShown)}`,
        // Every right side is read before any column is written: what stood before the first time is kept once.
        takenMaxSide: sql`case when ${t.takenShowing} is null then ${t.maxSide} else ${t.takenMaxSide} end`,
        takenShowing: sql`coalesce(${t.takenShowing}, ${t.showing})`,
      })
      .where(eq(t.id, ph('id'))),
  )
  return {
    listed: (after, limit) => behind({ after, limit }),
    count: async (after) => (await counted({ after }))[0]!.images,
    unread: (since, limit) => unread({ since, limit }),
    addCheck: (read) => atomic([check({ ...read })]),
    show: (id, { maxSide, ...seen }) => atomic([update({ id, ...seen, maxSide: maxSide ?? null })]),
    settled: async (id): Promise<SettledImage | undefined> => {
      const [row] = await seen({ id })
      if (row === undefined) return undefined
      const { showing, maxSide, isShown, takenShowing, takenMaxSide } = row
      const taken =
        takenShowing === null ? { showing, maxSide } : { showing: takenShowing, maxSide: takenMaxSide }
      return { ...limitedTo(showing, maxSide), isShown, taken: limitedTo(taken.showing, taken.maxSide) }
    },
    find: async (id): Promise<PublishedImage | undefined> => {
      const [row] = await one({ id })
      if (row === undefined) return undefined
      const { maxSide, showing, ...image } = row
      return { ...image, ...limitedTo(showing, maxSide) }
    },
    add: async ({ maxSide, ...image }) => {
      try {
        await atomic([insert({ ...image, maxSide: maxSide ?? null })])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique')) return 'taken'
        throw error
      }
    },
  }
}

const limitedTo = (showing: string, maxSide: number | null) => ({
  showing: showing as Showing,
  ...(maxSide === null ? {} : { maxSide }),
})
