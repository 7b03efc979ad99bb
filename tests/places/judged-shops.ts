import { inventedShops } from '../../api/demonstration/shops.ts'
import { contentPlaces } from '../../api/merchants/places-content.ts'
import { searchedProduct, searchedShop } from '../../api/merchants/searched-shops.ts'
import type { PublishedThing } from '../../api/places/index.ts'
import { content } from '../../content/index.ts'

/** What the demonstration's shops could offer: its region offers nothing, so these are drawn here. By the English name of the shop. */
const offered: Readonly<Record<string, readonly (readonly [id: string, ja: string, en: string])[]>> = {
  'Sample Soba Nanukamachi': [
    ['cold', '高遠そば', 'Takato soba'],
    ['plain', '天ぷらそば', 'Soba with tempura'],
  ],
  'Sample Lacquer Omachi': [
    ['bowl', '会津塗の汁椀', 'Aizu lacquer soup bowl'],
    ['chopsticks', '会津塗の箸', 'Aizu lacquer chopsticks'],
  ],
  'Sample Katsudon': [['bowl', 'ソースカツ丼', 'Pork cutlet bowl with sauce']],
  'Sample Painted Candles': [['candle', '絵ろうそく', 'Painted candle']],
  'Sample Ramen Kuranomachi': [
    ['ramen', 'ラーメン', 'Ramen'],
    ['chashu', 'チャーシューメン', 'Ramen with roast pork'],
  ],
  'Sample Brewery Ki': [['sake', '純米酒', 'Junmai sake']],
  'Sample Paulownia Shop': [
    ['box', '桐の小箱', 'Paulownia box'],
    ['clogs', '桐下駄', 'Paulownia clogs'],
  ],
  'Sample Awa Manju': [['manju', 'あわまんじゅう', 'Millet bun']],
  'Sample Red Cow Workshop': [
    ['paint', '赤べこの絵付け', 'Paint a red cow'],
    ['cow', '赤べこ', 'Akabeko'],
  ],
  'Sample Basketry': [['basket', '山ぶどうのかご', 'Wild vine basket']],
  'Sample Sparkling Water': [['water', '天然炭酸水', 'Sparkling spring water']],
  'Sample Butcher Bange': [['horse', '馬刺し', 'Raw horse meat']],
  'Sample Wheat Gluten': [['gluten', '車麩', 'Wheat gluten rings']],
  'Sample Kiln Hongo': [['cup', '本郷焼の湯のみ', 'Hongo ware tea cup']],
  // Named after what is elsewhere: whoever looks for that must find it first.
  'Sample Shop Tajima': [
    ['castle', '鶴ヶ城', 'Tsuruga Castle'],
    ['station', '会津若松駅', 'Aizu-Wakamatsu station'],
  ],
}

/** `Sample Awa Manju` as an id. */
const idOf = (nameEn: string): string => nameEn.toLowerCase().replaceAll(' ', '-')
const stationByName = new Map(content.stations.map(({ id, name }) => [name.ja, id]))

/** The demonstration's shops and what they offer, as the search looks at them. */
export const judgedShops: readonly PublishedThing[] = inventedShops.flatMap(
  ({ nameJa, nameKana, nameEn, town: municipality, kind: merchantClass, station }) => {
    const id = idOf(nameEn)
    const stationId = stationByName.get(station) ?? null
    const shop = { id, nameJa, nameKana, nameEn, municipality, merchantClass, stationId }
    const town = contentPlaces.town(municipality)
    const products = (offered[nameEn] ?? []).map(([product, ja, en]) =>
      searchedProduct({ merchantId: id, id: product, nameJa: ja, nameEn: en }, shop, town),
    )
    return [searchedShop(shop, town), ...products]
  },
)
