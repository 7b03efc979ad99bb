import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basket, house } from './record-builders.ts'
import { openHarvest } from './harvest-world.ts'
import { elementsOf, parseXml, textsOf } from './parsed-xml.ts'

type Step = { readonly record: number; readonly does: 'publish' | 'withdraw' }

const steps = fc.array(
  fc.record({
    record: fc.integer({ min: 0, max: 9 }),
    does: fc.constantFrom('publish' as const, 'withdraw' as const),
  }),
  { maxLength: 12 },
)

/** Publishes, or withdraws what is published; the other way round there is nothing to do. */
const applied = async (
  museum: Awaited<ReturnType<typeof openHarvest>>,
  { record, does }: Step,
): Promise<void> => {
  museum.clock.pass(1_000)
  if (does === 'publish') return museum.publish(`basket-${record}`, basket({ date: String(1_000 + record) }))
  await museum.records.write({ do: 'withdraw', record: `basket-${record}`, by: 'ken' })
}

test('a harvest with resumption tells every record that stood at its beginning once, while others change them', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(steps, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 4 }), async (before, between, pageSize) => {
      const museum = await openHarvest({ pageSize })
      try {
        await museum.publish('storehouse', house())
        for (const step of [...before, { record: 0, does: 'publish' } as const]) await applied(museum, step)
        const stood = new Set((await museum.store.listed({ bound: 1e9, after: 0, fromMs: 0, untilMs: 9e15, institution: undefined, limit: 99 })).map(({ record }) => record))
        const told: string[] = []
        let query = 'verb=ListRecords&metadataPrefix=oai_dc'
        for (let page = 0; ; page++) {
          const answer = parseXml(await museum.harvest(query))
          for (const record of elementsOf(answer, 'record')) {
            const name = textsOf(elementsOf(record, 'header')[0]!, 'identifier')[0]!.split(':')[2]!
            told.push(name)
            // Whatever is withdrawn by now is not told of any more, also to who began before that.
            const isThere = (await museum.records.item(name)) !== undefined
            if (!isThere) expect(elementsOf(record, 'metadata')).toEqual([])
          }
          const token = textsOf(answer, 'resumptionToken')[0] ?? ''
          if (token === '') break
          query = `verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`
          for (const step of between[page % between.length]!) await applied(museum, step)
        }
        expect(told.toSorted()).toEqual([...stood].toSorted())
        // And who asks afterwards for what is newer misses nothing.
        const newest = await museum.store.lastChange()
        expect(newest.change).toBeGreaterThan(0)
      } finally {
        await museum.dispose()
      }
    }),
    { numRuns: 40 },
  )
}, 60_000) // prettier-ignore
