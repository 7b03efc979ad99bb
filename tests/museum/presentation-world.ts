import { Hono } from 'hono'
import type { PublishedImage } from '../../api/museum/image-information.ts'
import { presentationService } from '../../api/museum/presentation-service.ts'
import type { RecordBody } from '../../api/museum/record.ts'
import { presentationRoutes } from '../../api/museum/routes-presentation.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import { openEngine } from '../support/engines.ts'
import { openRecords } from './record-builders.ts'

export const origin = 'https://meguri.example'

export const ownImage = (over: Partial<PublishedImage> = {}): PublishedImage => ({
  id: 'basket',
  width: 1_100,
  height: 600,
  showing: 'zoomed',
  isShown: true,
  fileSet: 'set-1',
  sha256: 'ab',
  ...over,
})

/** The museum on a new SQLite database, with its manifests at their addresses. */
export async function openMuseum(images: readonly PublishedImage[] = [ownImage()]) {
  const { store, dispose } = await openEngine('sqlite')
  const museum = openRecords(recordStore(store))
  const findImage = async (identifier: string) => images.find(({ id }) => id === identifier)
  const presentation = presentationService({ records: museum.records, findImage, origin: () => origin })
  const routes = new Hono().route('/iiif', presentationRoutes({ presentation, origin: () => origin }))
  const write = async (command: Parameters<typeof museum.records.write>[0]): Promise<void> => {
    const written = await museum.records.write(command)
    if (!written.ok) throw new Error(written.error.code)
  }
  return {
    ...museum,
    dispose,
    presentation,
    institutionsIn: () => Promise.resolve(new Set<string>()),
    publish: (record: string, body: RecordBody) => write({ do: 'publish', record, body, by: 'ken' }),
    withdraw: (record: string) => write({ do: 'withdraw', record, by: 'ken' }),
    ask: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      routes.request(`${origin}${path}`, { headers, method }),
  }
}
