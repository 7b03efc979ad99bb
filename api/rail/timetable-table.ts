/** What the rows above the stations say. */
export const labels = {
  line: ['路線', 'line'],
  direction: ['方向', 'direction'],
  number: ['列車番号', 'train'],
  name: ['列車名', 'name'],
  days: ['運転日', 'days'],
  source: ['出典', 'source'],
  asOf: ['確認日', '日付', 'date'],
  from: ['有効開始', 'from'],
  to: ['有効終了', 'to'],
  becomes: ['直通', 'through'],
  goal: ['行先', '行き先', 'destination'],
} as const satisfies Record<string, readonly string[]>

export type Label = keyof typeof labels

export type TableRow = { readonly cells: readonly string[]; readonly line: number }

/** A matrix of stations and trains: column A names the row, B may say 着 or 発, each further column is a train. */
export type TimetableTable = {
  readonly about: ReadonlyMap<Label, TableRow>
  readonly stations: readonly {
    readonly name: string
    readonly side: 'arr' | 'dep' | undefined
    readonly row: TableRow
  }[]
  /** Columns of trains: those with any time. */
  readonly columns: readonly number[]
}

/** The first column of trains. */
export const firstTrain = 2

const plain = (text: string | undefined): string => (text ?? '').normalize('NFKC').trim()

/** Sorts the rows by what they are. A row without a name in column A goes on with the station above. */
export function tableOf(rows: readonly TableRow[]): TimetableTable {
  const about = new Map<Label, TableRow>()
  const stations: TimetableTable['stations'][number][] = []
  for (const row of rows) {
    const name = plain(row.cells[0])
    const label = labelOf(name)
    if (label !== undefined) about.set(label, row)
    else if (!['駅', 'station'].includes(name.toLowerCase())) {
      const own = name === '' ? stations.at(-1)?.name : name
      const side = { 着: 'arr', 発: 'dep', arr: 'arr', dep: 'dep' }[plain(row.cells[1])] as
        | 'arr'
        | 'dep'
        | undefined
      if (own !== undefined && (name !== '' || side !== undefined)) stations.push({ name: own, side, row })
    }
  }
  const width = Math.max(0, ...stations.map(({ row }) => row.cells.length))
  const columns = Array.from({ length: width }, (_, i) => i).filter(
    (i) => i >= firstTrain && stations.some(({ row }) => plain(row.cells[i]) !== ''),
  )
  return { about, stations, columns }
}

const labelOf = (name: string): Label | undefined =>
  (Object.keys(labels) as Label[]).find((label) =>
    (labels[label] as readonly string[]).includes(name.toLowerCase()),
  )

/** What stands in a column; where it is left empty, what stands to its left, as in a sheet with joined cells. */
export function carried(row: TableRow | undefined, column: number): string {
  for (let i = column; i >= 1; i--) {
    const text = plain(row?.cells[i])
    if (text !== '' && text !== '〃') return text
  }
  return ''
}

/** What stands in a column itself. */
export const ownText = (row: TableRow | undefined, column: number): string => plain(row?.cells[column])
