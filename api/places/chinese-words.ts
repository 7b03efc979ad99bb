import { fold } from './fold.ts'

/**
 * What travellers write in Chinese for things that have another word in Japanese; characters that only look different are the
 * fold's. None that Japanese has, too (桜花, 祭典).
 */
const words: readonly (readonly [japanese: string, ...chinese: string[]])[] = [
  ['駅', '車站', '火車站'],
  ['列車', '火車'],
  ['バス', '巴士', '公交車', '公車'],
  ['バス停', '巴士站', '公交站', '公車站'],
  ['タクシー', '出租車', '計程車'],
  ['ロープウェイ', '纜車', '缆車'],
  ['記念館', '紀念館', '纪念館'],
  ['美術館', '美术館'],
  ['ラーメン', '拉麺', '拉面'],
  ['そば', '蕎麥麵', '荞麦面'],
  ['弁当', '便當', '便当'],
  ['酒蔵', '酒廠', '酒厂', '釀酒廠'],
  ['スキー場', '滑雪場'],
  ['スキー', '滑雪'],
  ['花火', '烟火', '煙花', '烟花'],
  ['城', '城堡'],
  ['露天風呂', '露天溫泉'],
  ['祭り', '慶典'],
]

const japaneseFor = new Map(
  words.flatMap(([japanese, ...chinese]) => chinese.map((word) => [fold(word), fold(japanese)] as const)),
)
const longestFirst = [...japaneseFor.keys()].toSorted((a, b) => b.length - a.length)
const anyWord = new RegExp(longestFirst.join('|'), 'gu')

/** A folded text with the Japanese for Chinese words in it; undefined where there is none. */
export function inJapanese(folded: string): string | undefined {
  const told = folded.replace(anyWord, (word) => japaneseFor.get(word)!)
  return told === folded ? undefined : told
}
