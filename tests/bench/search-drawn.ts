import type { PublishedThing } from '../../api/places/index.ts'
import { seeded } from './growth-rows.ts'

const towns = [
  ['会津若松', 'Aizuwakamatsu'],
  ['喜多方', 'Kitakata'],
  ['柳津', 'Yanaizu'],
  ['三島', 'Mishima'],
  ['金山', 'Kaneyama'],
  ['昭和', 'Showa'],
  ['只見', 'Tadami'],
  ['猪苗代', 'Inawashiro'],
  ['会津美里', 'Aizumisato'],
  ['西会津', 'Nishiaizu'],
] as const
const materials = [
  ['漆', 'lacquer'],
  ['山ぶどう', 'wild vine'],
  ['からむし', 'ramie'],
  ['桐', 'paulownia'],
  ['木綿', 'cotton'],
  ['白磁', 'porcelain'],
  ['藁', 'straw'],
  ['和紙', 'paper'],
] as const
const things = [
  ['椀', 'bowl'],
  ['籠', 'basket'],
  ['半纏', 'jacket'],
  ['下駄', 'clogs'],
  ['絵図', 'map'],
  ['古文書', 'document'],
  ['屏風', 'screen'],
  ['蝋燭', 'candle'],
  ['仏像', 'statue'],
  ['藏書', 'library book'],
] as const
const said = [
  ['冬のあいだ、囲炉裏のそばで作られました。', 'Made in winter beside the open hearth.'],
  ['山へ行くときに背負いました。', 'Carried on the back on the way to the mountain.'],
  ['明治のころまで使われました。', 'Used until the Meiji period.'],
  ['村の祭りの日だけに出しました。', 'Brought out only on the day of the village festival.'],
  ['蔵の二階から見つかりました。', 'Found on the upper floor of a storehouse.'],
  ['川舟で町へ運ばれました。', 'Taken to the town by boat on the river.'],
  ['同じ家に三代つたわりました。', 'Handed down in one house for three generations.'],
  ['雪どけの水で晒しました。', 'Bleached in the water of melting snow.'],
] as const
/** One in some thousand. */
const rare = [
  ['鰊鉢', 'herring dish'],
  ['虫送り', 'seeing off the insects'],
  ['渡邊家', 'the Watanabe house'],
] as const
const rareEach = 5_000
const periods = ['edo', 'meiji', 'taisho', 'showa'] as const

/** Invented items, the same for the same number: short names, two or three sentences, some words that are rare. */
export function drawnThing(n: number): PublishedThing {
  const drawn = seeded(n + 1)
  const of = <T>(all: readonly T[]): T => all[drawn.below(all.length)]!
  const [town, material, what] = [of(towns), of(materials), of(things)]
  const sentences = [of(said), of(said), of(said)]
  const found = n % rareEach === 0 ? rare[(n / rareEach) % rare.length] : undefined
  const number = String(drawn.below(90_000) + 10_000)
  return {
    kind: 'item',
    id: `drawn-${n}`,
    title: {
      ja: `${town[0]}の${material[0]}の${what[0]}${found === undefined ? '' : `（${found[0]}）`}`,
      en: `${material[1]} ${what[1]} of ${town[1]}${found === undefined ? '' : ` (${found[1]})`}`,
    },
    text: {
      ja: `${sentences[0]![0]}${sentences[1]![0]}`,
      en: `${sentences[0]![1]} ${sentences[1]![1]}`,
    },
    more: [`${sentences[2]![0]}台帳${number}号。`, `${sentences[2]![1]} Register ${number}.`],
    institution: `holder-${drawn.below(40)}`,
    periods: [of(periods)],
    stations: [],
  }
}

export type DrawnQuery = {
  readonly kind: string
  readonly query: string
  /** A text that is the query in the writing of the items: what the count of what is found is held against. */
  readonly written: RegExp
}

export const drawnQueries: readonly DrawnQuery[] = [
  { kind: 'two characters, in a tenth', query: '只見', written: /只見/ },
  { kind: 'two characters, in half', query: '祭り', written: /祭り/ },
  { kind: 'two characters, in all', query: '台帳', written: /台帳/ },
  { kind: 'two characters, rare', query: '鰊鉢', written: /鰊鉢/ },
  { kind: 'one character', query: '椀', written: /椀/ },
  { kind: 'four characters', query: '会津若松', written: /会津若松/ },
  { kind: 'old characters', query: '會津若松', written: /会津若松/ },
  { kind: 'old characters in the items, rare', query: '渡辺家', written: /渡邊家/ },
  { kind: 'kana in katakana', query: 'カラムシ', written: /からむし/ },
  { kind: 'romaji for kana', query: 'karamushi', written: /からむし/ },
  { kind: 'English word', query: 'lacquer', written: /lacquer/ },
  { kind: 'English word in half', query: 'winter', written: /winter/ },
  { kind: 'English word in all', query: 'register', written: /Register/ },
  { kind: 'beginning of a word', query: 'porce', written: /porcelain/ },
  { kind: 'three words', query: '柳津 漆 椀', written: /柳津の漆の椀/ },
  { kind: 'slip of the fingers', query: 'porcelian', written: /porcelain/ },
  { kind: 'nothing', query: '存在しない言葉', written: /存在しない言葉/ },
]
