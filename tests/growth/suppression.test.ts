import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf, suppress } from '../../api/growth/suppression.ts'
import type { Figure } from '../../api/growth/suppression.ts'

type Kind = Figure['kind']

/** A table with its sums as one circulation: start → rows → columns → end → start. */
function tableOf(cells: readonly (readonly number[])[], kinds: { cells: Kind; sums: Kind }): Figure[] {
  const total = cells.flat().reduce((sum, value) => sum + value, 0)
  const figures: Figure[] = [{ id: 'total', from: 'end', to: 'start', value: total, kind: 'shown' }]
  cells.forEach((row, r) => {
    const value = row.reduce((sum, cell) => sum + cell, 0)
    figures.push({ id: `row ${r}`, from: 'start', to: `row ${r}`, value, kind: kinds.sums })
    row.forEach((cell, c) =>
      figures.push({ id: `${r},${c}`, from: `row ${r}`, to: `column ${c}`, value: cell, kind: kinds.cells }),
    )
  })
  cells[0]!.forEach((_, c) => {
    const value = cells.reduce((sum, row) => sum + row[c]!, 0)
    figures.push({ id: `column ${c}`, from: `column ${c}`, to: 'end', value, kind: kinds.sums })
  })
  return figures
}

describe('a table of four towns by four origins, its sums shown', () => {
  const cells = [
    [120, 86, 41, 12],
    [64, 38, 27, 3],
    [35, 22, 14, 9],
    [18, 7, 2, 4],
  ]
  const figures = tableOf(cells, { cells: 'listed', sums: 'shown' })
  const small = new Set(['1,3', '3,2', '3,3'])

  test('gives its three small cells away when only they are hidden', () => {
    const bounds = boundsOf(figures, small)
    expect(Object.fromEntries(bounds)).toEqual({
      '1,3': { min: 3, max: 3 },
      '3,2': { min: 2, max: 2 },
      '3,3': { min: 4, max: 4 },
    })
  })

  test('hides the one cell more that costs least, and leaves the known room', () => {
    const hidden = suppress(figures, { least: 5, room: 5 })
    expect([...hidden].toSorted()).toEqual(['1,2', '1,3', '3,2', '3,3'])
    expect(Object.fromEntries(boundsOf(figures, hidden))).toEqual({
      '1,2': { min: 23, max: 29 },
      '1,3': { min: 1, max: 7 },
      '3,2': { min: 0, max: 6 },
      '3,3': { min: 0, max: 6 },
    })
  })
})

test('one small town takes the next smallest with it', () => {
  const towns = [3, 40, 25, 90].map((value, i): Figure => ({
    id: `town ${i}`,
    from: 'start',
    to: 'end',
    value,
    kind: 'listed',
  }))
  const total: Figure = { id: 'total', from: 'end', to: 'start', value: 158, kind: 'shown' }
  expect([...suppress([...towns, total], { least: 10, room: 10 })].toSorted()).toEqual(['town 0', 'town 2'])
})

test('two small towns that leave each other too little room take one more with them, and only one', () => {
  const towns = [3, 4, 25, 90, 60].map((value, i): Figure => ({
    id: `town ${i}`,
    from: 'start',
    to: 'end',
    value,
    kind: 'listed',
  }))
  const total: Figure = { id: 'total', from: 'end', to: 'start', value: 182, kind: 'shown' }
  const hidden = suppress([...towns, total], { least: 10, room: 10 })
  expect([...hidden].toSorted()).toEqual(['town 0', 'town 1', 'town 2'])
})

test('a town that is the whole region hides everything', () => {
  const figures: Figure[] = [
    { id: 'town', from: 'start', to: 'end', value: 4, kind: 'listed' },
    { id: 'total', from: 'end', to: 'start', value: 4, kind: 'shown' },
  ]
  expect([...suppress(figures, { least: 10, room: 10 })]).toEqual(['town'])
})

test('figures that are named are hidden whatever their size', () => {
  const figures = tableOf(
    [
      [50, 60],
      [70, 80],
    ],
    { cells: 'unlisted', sums: 'listed' },
  )
  expect(suppress(figures, { least: 10, room: 10 }, new Set(['row 0'])).has('row 0')).toBe(true)
})

const anyTable = (max: number) =>
  fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.nat({ max }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

test('no hidden sum of towns and lines is ever narrowed below its room', () => {
  fc.assert(
    fc.property(anyTable(40), fc.integer({ min: 2, max: 12 }), (cells, least) => {
      const figures = tableOf(cells, { cells: 'unlisted', sums: 'listed' })
      const total = figures[0]!.value
      fc.pre(total >= least)
      const hidden = suppress(figures, { least, room: least })
      const small = figures.filter(({ kind, value }) => kind === 'listed' && value < least)
      expect(small.filter(({ id }) => !hidden.has(id))).toEqual([])
      const bounds = [...boundsOf(figures, hidden).values()]
      expect(bounds.filter(({ min, max }) => max - min < least)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('no hidden sum follows from the shown ones by adding and subtracting', () => {
  fc.assert(
    fc.property(anyTable(30), (cells) => {
      const figures = tableOf(cells, { cells: 'unlisted', sums: 'listed' })
      fc.pre(figures[0]!.value >= 10)
      const hidden = suppress(figures, { least: 10, room: 10 })
      for (const id of hidden) expect(followsFrom(figures, hidden, id)).toBe(false)
    }),
    { numRuns: 100 },
  )
})

test('the bounds are those of every table that fits, listed one by one', () => {
  const tiny = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }))
  fc.assert(
    fc.property(tiny, fc.subarray(['row 0', 'row 1', 'column 0', 'column 1']), ([a, b, c, d], hide) => {
      const figures = tableOf(
        [
          [a, b],
          [c, d],
        ],
        { cells: 'unlisted', sums: 'listed' },
      )
      const hidden = new Set(hide)
      const shown = figures.filter(({ id, kind }) => kind !== 'unlisted' && !hidden.has(id))
      const fitting = allTables(a + b + c + d).filter((cells) => {
        const other = new Map(
          tableOf(cells, { cells: 'unlisted', sums: 'listed' }).map(({ id, value }) => [id, value]),
        )
        return shown.every(({ id, value }) => other.get(id) === value)
      })
      for (const [id, bounds] of boundsOf(figures, hidden)) {
        const values = fitting.map(
          (cells) =>
            tableOf(cells, { cells: 'unlisted', sums: 'listed' }).find((figure) => figure.id === id)!.value,
        )
        expect(bounds).toEqual({ min: Math.min(...values), max: Math.max(...values) })
      }
    }),
    { numRuns: 60 },
  )
})

/** Every 2 × 2 table with this total. */
function allTables(total: number): number[][][] {
  const tables: number[][][] = []
  for (let a = 0; a <= total; a++)
    for (let b = 0; a + b <= total; b++)
      for (let c = 0; a + b + c <= total; c++)
        tables.push([
          [a, b],
          [c, total - a - b - c],
        ])
  return tables
}

/** True when a figure is a combination of the balance of the nodes and the shown figures (Gaussian elimination). */
function followsFrom(figures: readonly Figure[], hidden: ReadonlySet<string>, id: string): boolean {
  const unknown = figures.filter((figure) => figure.kind === 'unlisted' || hidden.has(figure.id))
  const nodes = [...new Set(figures.flatMap(({ from, to }) => [from, to]))]
  const equations = nodes.map((node) =>
    unknown.map(({ from, to }) => (from === node ? 1 : 0) - (to === node ? 1 : 0)),
  )
  const wanted = unknown.map((figure) => (figure.id === id ? 1 : 0))
  return rank(equations) === rank([...equations, wanted])
}

function rank(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => [...row])
  let found = 0
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    const pivot = matrix.findIndex((row, i) => i >= found && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    ;[matrix[found], matrix[pivot]] = [matrix[pivot]!, matrix[found]!]
    const head = matrix[found]!
    for (let i = found + 1; i < matrix.length; i++) {
      const factor = matrix[i]![column]! / head[column]!
      matrix[i] = matrix[i]!.map((value, j) => value - factor * head[j]!)
    }
    found++
  }
  return found
}
