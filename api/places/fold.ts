/**
 * Brings spellings together that people take for the same: width, case, katakana and hiragana, small kana, long
 * vowels, accents, old and simplified characters, ヶ between kanji.
 */

/** Each group is one character for the search; the first stands for all. */
const variants = `
  会會 円圓圆 蔵藏 館舘馆 高髙 崎﨑嵜 斎齋斉齊斋 辺邊邉边 沢澤泽 浜濱 滝瀧 桜櫻樱 国國
  学學 宝寶宝 島嶋嶌岛 峰峯 広廣广 県縣县 鉄鐵铁 駅驛驿 竜龍龙 万萬 寿壽寿 栄榮荣
  恵惠 真眞 与與 弥彌 応應 礼禮 霊靈 仏佛 灯燈 浅淺 徳德 豊豐 発發发 関關关 塩鹽盐
  岳嶽 桧檜 亀龜 焼燒烧 芸藝 画畫 絵繪绘 体體 旧舊 吉𠮷 渕淵 富冨 穂穗 浄淨 観觀观
  医醫 帰歸 楽樂乐 気氣气 温溫 見见 線线 橋桥 東东 門门 車车 黒黑 戸戶 経經 郷鄉乡
  猪豬 野埜 図圖 読讀 写寫 歴歷 麺麵 暦曆 船舩 双雙 瀬瀨濑 頼賴 緑綠 須须 養养 鱒鳟 峡峽
  熱热 湯汤 園园 鶴鹤 長长 馬马 魚鱼 実實实 条條 横橫 場场 藪薮 芦蘆 後后 荘莊庄 渓溪 宮宫
  内內 来來 当當 号號 単單单 総總总 声聲 乗乘 数數 帯帶带 変變变 転轉转 歓歡欢 黄黃 巻卷 剣劍剑 済濟济 参參 両兩两 価價价
  児兒儿 厳嚴严 団團团 囲圍围 奥奧 専專专 将將 属屬 従從从 恋戀 戦戰战 戯戲戏 時时 検檢检 様樣样 権權权 歩步 残殘 毎每
  満滿满 炉爐 点點 為爲为 現现 畳疊叠 禅禪 稲稻 窓窗 糸絲丝 絹绢 織织 組组 紅红 紙纸 綿绵 縄繩绳 聖圣 職职 蛍螢萤
  装裝 覚覺觉 話话 語语 説說说 議议 質质 軽輕轻 農农 運运 遠远 醸釀酿 釈釋释 銀银 録錄录 鐘钟 閣阁 陽阳 険險险 雑雜杂
  難难 電电 頂顶 領领 顔顏颜 風风 飛飞 飯饭 騎骑 験驗验 鳥鸟 鳴鸣 齢齡
`
  .trim()
  .split(/\s+/)

const sameAs = new Map<string, string>()
for (const group of variants) {
  const [first, ...others] = group
  for (const other of others) sameAs.set(other, first!)
}

/** Small kana, and the two that sound like others: あいづ is also typed あいず. */
const sameSound = new Map(
  [...'ぁぃぅぇぉっゃゅょゎゕゖづぢ'].map((one, i) => [one, [...'あいうえおつやゆよわかけずじ'][i]!]),
)

/** A character with what belongs on it: accents, and the marks of half-width kana. */
const clusters = /[\s\S][\p{M}ﾞﾟ]*/gu
const kanji = /^\p{Script=Han}$/u
/** Katakana as hiragana; everything else as it is. */
export const hiragana = (kana: string): string =>
  kana.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60))

/** Latin letters lose their accents; kana keep their marks. */
const bare = (text: string): string =>
  /\p{Script=Latin}/u.test(text) ? text.normalize('NFD').replace(/\p{M}/gu, '') : text

/** What was folded before: the index folds the same few thousand characters again and again. */
const foldedBefore = new Map<string, string>()
const mostRemembered = 10_000

function foldCluster(cluster: string): string {
  const before = foldedBefore.get(cluster)
  if (before !== undefined) return before
  const folded = foldAnew(cluster)
  if (foldedBefore.size < mostRemembered) foldedBefore.set(cluster, folded)
  return folded
}

function foldAnew(cluster: string): string {
  const plain = hiragana(bare(cluster.normalize('NFKC').toLowerCase()))
  let folded = ''
  for (const one of plain) if (one !== 'ー') folded += sameAs.get(one) ?? sameSound.get(one) ?? one
  return folded
}

/** A folded text; `origin[i]` is where the i-th code unit came from in the original, with the end as last entry. */
export type Folded = { readonly text: string; readonly origin: readonly number[] }

/** ヶ between kanji: 鶴ヶ城 is read, and also written, 鶴が城. */
const isLinkingKe = (parts: readonly { readonly cluster: string }[], i: number): boolean =>
  /^[ヶケヵ]$/.test(parts[i]!.cluster) &&
  kanji.test(parts[i - 1]?.cluster ?? '') &&
  kanji.test(parts[i + 1]?.cluster ?? '')

/** Folds a text and remembers where every code unit came from. */
export function foldWithOrigin(original: string): Folded {
  const parts = [...original.matchAll(clusters)].map(({ 0: cluster, index }) => ({ cluster, index }))
  let text = ''
  const origin: number[] = []
  for (const [i, { cluster, index }] of parts.entries()) {
    const folded = isLinkingKe(parts, i) ? 'が' : foldCluster(cluster)
    for (let unit = 0; unit < folded.length; unit++) origin.push(index)
    text += folded
  }
  return { text, origin: [...origin, original.length] }
}

/** The folded text alone. */
export const fold = (original: string): string => foldWithOrigin(original).text
