import { expect, test } from 'vitest'
import type { LookBatch, LookSum } from '../../api/museum/look-buffer.ts'
import { lookStore } from '../../api/museum/repository-looks.ts'
import { Violation } from '../../db/violation.ts'
import { onEveryEngine } from '../support/engines.ts'

const sum = (over: Partial<LookSum> = {}): LookSum => ({
  day: '2026-11-29',
  kind: 'item',
  subject: 'basket',
  step: 0,
  language: 'ja',
  looks: 1,
  ...over,
})
const batch = (id: string, ...sums: LookSum[]): LookBatch => ({ id, day: '2026-11-29', sums })

onEveryEngine('looks', (store) => {
  test('what many processes write at once is added up, each batch once', async () => {
    const processes = [lookStore(store()), lookStore(store())]
    const written = Array.from({ length: 20 }, (_, n) =>
      processes[n % 2]!.add(
        batch(`many-${n}`, sum({ subject: 'many-a' }), sum({ subject: 'many-b', looks: 2 })),
      ),
    )
    expect(new Set(await Promise.all(written))).toEqual(new Set(['added']))
    const told = await processes[0]!.of(['many-a', 'many-b'], '2026-11-01')
    expect(told).toEqual([sum({ subject: 'many-a', looks: 20 }), sum({ subject: 'many-b', looks: 40 })])
  })

  test('a batch whose answer was lost is not added again', async () => {
    const looks = lookStore(store())
    expect(await looks.add(batch('lost', sum({ subject: 'lost' })))).toBe('added')
    expect(await looks.add(batch('lost', sum({ subject: 'lost' })))).toBe('known')
    expect(await looks.of(['lost'], '2026-11-01')).toEqual([sum({ subject: 'lost' })])
  })

  test('days, kinds, scenes and languages are apart, and those before the day that is asked for are left out', async () => {
    const looks = lookStore(store())
    const rows = [
      sum({ subject: 'apart', day: '2026-10-31' }),
      sum({ subject: 'apart' }),
      sum({ subject: 'apart', language: 'en' }),
      sum({ subject: 'apart', kind: 'step', step: 2 }),
      sum({ subject: 'other' }),
    ]
    await looks.add(batch('apart', ...rows))
    expect(await looks.of(['apart'], '2026-11-01')).toEqual([rows[2], rows[1], rows[3]])
  })

  test.each<[what: string, over: Partial<Record<keyof LookSum, unknown>>]>([
    ['a kind that is not counted', { kind: 'wallet' }],
    ['less than nothing', { looks: -1 }],
  ])('the database refuses %s, and the batch with it', async (_, over) => {
    const looks = lookStore(store())
    const bad = { ...sum({ subject: 'bad' }), ...over } as LookSum
    await expect(
      looks.add(batch(`bad-${String(over.kind)}`, sum({ subject: 'good' }), bad)),
    ).rejects.toBeInstanceOf(Violation)
    expect(await looks.of(['good', 'bad'], '2026-11-01')).toEqual([])
  })

  test('nothing is written down but the day, the thing and the sum', async () => {
    const dialect = store().dialect
    const columns =
      dialect === 'postgresql'
        ? await store().raw(
            `select column_name as name from information_schema.columns where table_name = 'museum_looks'`,
          )
        : await store().raw(`select name from pragma_table_info('museum_looks')`)
    expect(columns.map(({ name }) => String(name)).toSorted()).toEqual(['day', 'kind', 'language', 'looks', 'step', 'subject']) // prettier-ignore
  })
})
