import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { UploadRecords } from './upload-ports.ts'
import type { Upload, UploadFault, UploadState } from './upload.ts'

const ph = sql.placeholder

/** The only SQL of uploads. */
export const uploadRecords = (store: Store): UploadRecords => ({ ...reads(store), ...writes(store) })

type Row = Omit<Upload, 'state' | 'fault' | 'image'> & {
  readonly state: string
  readonly fault: string | null
  readonly image: string | null
}

const uploadOf = ({ state, fault, image, ...row }: Row): Upload => ({
  ...row,
  state: state as UploadState,
  ...(fault === null ? {} : { fault: fault as UploadFault }),
  ...(image === null ? {} : { image }),
})

function reads({ tables: { museumUploads: t }, query, prepareRead }: Store) {
  const all = () => query.select().from(t)
  const one = prepareRead(all().where(eq(t.id, ph('id'))))
  const same = prepareRead(all().where(and(eq(t.institution, ph('institution')), eq(t.sha256, ph('sha256')))))
  const open = prepareRead(
    all()
      .where(and(eq(t.institution, ph('institution')), inArray(t.state, ['receiving', 'checking', 'making'])))
      .orderBy(asc(t.startedAt)),
  )
  const whole = prepareRead(
    all()
      .where(inArray(t.state, ['checking', 'making']))
      .orderBy(asc(t.changedAt)),
  )
  const silent = prepareRead(
    all().where(and(eq(t.state, 'receiving'), sql`${t.changedAt} < ${ph('before')}`)),
  )
  return {
    find: async (id: string) => (await one({ id })).map(uploadOf)[0],
    ofFile: async (institution: string, sha256: string) =>
      (await same({ institution, sha256 })).map(uploadOf)[0],
    underWay: async (institution: string) => (await open({ institution })).map(uploadOf),
    complete: async () => (await whole()).map(uploadOf),
    receivingSince: async (before: number) => (await silent({ before })).map(uploadOf),
  }
}

function writes({ tables: { museumUploads: t }, query, prepareWrite, atomic }: Store) {
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      institution: ph('institution'),
      name: ph('name'),
      bytes: ph('bytes'),
      sha256: ph('sha256'),
      keepsLocation: ph('keepsLocation'),
      state: ph('state'),
      fault: ph('fault'),
      image: ph('image'),
      by: ph('by'),
      startedAt: ph('startedAt'),
      changedAt: ph('changedAt'),
    }),
  )
  const update = prepareWrite(
    query
      .update(t)
      .set({
        bytes: sql`${ph('bytes')}`,
        // The column knows how a truth is written on each engine.
        keepsLocation: sql`${sql.param(ph('keepsLocation'), t.keepsLocation)}`,
        state: sql`${ph('state')}`,
        fault: sql`${ph('fault')}`,
        image: sql`${ph('image')}`,
        changedAt: sql`${ph('changedAt')}`,
      })
      .where(eq(t.id, ph('id'))),
  )
  const remove = prepareWrite(query.delete(t).where(eq(t.id, ph('id'))))
  const valuesOf = ({ fault, image, ...upload }: Upload) => ({
    ...upload,
    fault: fault ?? null,
    image: image ?? null,
  })
  return {
    add: async (upload: Upload): Promise<'added' | 'known'> => {
      try {
        await atomic([insert(valuesOf(upload))])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique')) return 'known'
        throw error
      }
    },
    change: async (upload: Upload) => atomic([update(valuesOf(upload))]),
    forget: async (id: string) => atomic([remove({ id })]),
  }
}
