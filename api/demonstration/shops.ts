import type { MerchantClass } from '../merchants/index.ts'

/** An invented shop. Every name begins with 見本 / Sample: none is anybody's. */
export type InventedShop = {
  readonly nameJa: string
  readonly nameKana: string
  readonly nameEn: string
  /** Municipality code. */
  readonly town: string
  readonly kind: MerchantClass
  /** Japanese name of its station; empty: none near. */
  readonly station: string
  /** How often it is chosen, against the others of its town. */
  readonly weight: number
}

type Row = readonly [string, string, string, MerchantClass, string, number]

const byTown: Record<string, readonly Row[]> = {
  '072028': [
    ['見本そば処 七日町', 'ミホンソバドコロナヌカマチ', 'Sample Soba Nanukamachi', 'food', '七日町', 5],
    ['見本漆器店 大町', 'ミホンシツキテンオオマチ', 'Sample Lacquer Omachi', 'craft', '会津若松', 2],
    ['見本ソースかつ丼の店', 'ミホンソースカツドンノミセ', 'Sample Katsudon', 'food', '会津若松', 5],
    ['見本の宿 東山', 'ミホンノヤドヒガシヤマ', 'Sample Inn Higashiyama', 'lodging', '会津若松', 3],
    ['見本酒店 鶴', 'ミホンサケテンツル', 'Sample Sake Tsuru', 'shop', '西若松', 3],
    ['見本絵ろうそく', 'ミホンエロウソク', 'Sample Painted Candles', 'craft', '七日町', 2],
    ['見本喫茶 蔵', 'ミホンキツサクラ', 'Sample Cafe Kura', 'food', '七日町', 4],
    ['見本芦ノ牧の湯', 'ミホンアシノマキノユ', 'Sample Bath Ashinomaki', 'onsen', '芦ノ牧温泉', 2],
  ],
  '072087': [
    ['見本ラーメン 蔵の町', 'ミホンラーメンクラノマチ', 'Sample Ramen Kuranomachi', 'food', '喜多方', 6],
    ['見本味噌蔵', 'ミホンミソグラ', 'Sample Miso Storehouse', 'shop', '喜多方', 2],
    ['見本酒蔵 喜', 'ミホンサカグラキ', 'Sample Brewery Ki', 'shop', '喜多方', 3],
    ['見本そば処 山都', 'ミホンソバドコロヤマト', 'Sample Soba Yamato', 'food', '山都', 3],
    ['見本桐の店', 'ミホンキリノミセ', 'Sample Paulownia Shop', 'craft', '喜多方', 1],
  ],
  '074233': [
    ['見本粟まんじゅう店', 'ミホンアワマンジユウテン', 'Sample Awa Manju', 'food', '会津柳津', 5],
    ['見本の宿 柳津', 'ミホンノヤドヤナイヅ', 'Sample Inn Yanaizu', 'lodging', '会津柳津', 2],
    ['見本赤べこ工房', 'ミホンアカベココウボウ', 'Sample Red Cow Workshop', 'experience', '会津柳津', 3],
    ['見本西山の湯', 'ミホンニシヤマノユ', 'Sample Bath Nishiyama', 'onsen', '滝谷', 1],
  ],
  '074446': [
    ['見本編み組の店', 'ミホンアミクミノミセ', 'Sample Basketry', 'craft', '会津宮下', 3],
    ['見本食堂 宮下', 'ミホンシヨクドウミヤシタ', 'Sample Diner Miyashita', 'food', '会津宮下', 4],
    ['見本早戸の湯', 'ミホンハヤトノユ', 'Sample Bath Hayato', 'onsen', '早戸', 2],
  ],
  '074454': [
    ['見本の渡し', 'ミホンノワタシ', 'Sample River Ferry', 'experience', '早戸', 3],
    ['見本食堂 川口', 'ミホンシヨクドウカワグチ', 'Sample Diner Kawaguchi', 'food', '会津川口', 4],
    ['見本炭酸水の店', 'ミホンタンサンスイノミセ', 'Sample Sparkling Water', 'shop', '会津大塩', 2],
  ],
  '074217': [
    ['見本馬刺しの店', 'ミホンバサシノミセ', 'Sample Butcher Bange', 'food', '会津坂下', 3],
    ['見本酒造 坂下', 'ミホンシユゾウバンゲ', 'Sample Brewery Bange', 'shop', '会津坂下', 2],
    ['見本菓子舗 若宮', 'ミホンカシホワカミヤ', 'Sample Sweets Wakamiya', 'food', '会津坂下', 2],
  ],
  '074471': [
    ['見本窯 本郷', 'ミホンガマホンゴウ', 'Sample Kiln Hongo', 'craft', '会津本郷', 4],
    ['見本農園 高田', 'ミホンノウエンタカダ', 'Sample Farm Takada', 'experience', '会津高田', 2],
    ['見本食堂 新鶴', 'ミホンシヨクドウニイツル', 'Sample Diner Niitsuru', 'food', '新鶴', 2],
  ],
  '074080': [
    ['見本湖畔食堂', 'ミホンコハンシヨクドウ', 'Sample Lakeside Diner', 'food', '猪苗代', 4],
    ['見本民宿 翁島', 'ミホンミンシユクオキナシマ', 'Sample Inn Okinashima', 'lodging', '翁島', 2],
    ['見本雪の道具店', 'ミホンユキノドウグテン', 'Sample Snow Gear', 'shop', '猪苗代', 2],
  ],
  '074055': [['見本車麩の店', 'ミホンクルマブノミセ', 'Sample Wheat Gluten', 'food', '野沢', 1]],
  '074071': [['見本そば処 磐梯', 'ミホンソバドコロバンダイ', 'Sample Soba Bandai', 'food', '磐梯町', 1]],
  '074225': [['見本米の店 湯川', 'ミホンコメノミセユガワ', 'Sample Rice Yugawa', 'shop', '笈川', 1]],
  '074021': [['見本高原の宿', 'ミホンコウゲンノヤド', 'Sample Highland Inn', 'lodging', '', 1]],
  '074462': [['見本からむし工房', 'ミホンカラムシコウボウ', 'Sample Ramie Workshop', 'craft', '', 1]],
  '073628': [['見本湯野上の宿', 'ミホンユノカミノヤド', 'Sample Inn Yunokami', 'lodging', '湯野上温泉', 1]],
  '073687': [['見本田島の店', 'ミホンタジマノミセ', 'Sample Shop Tajima', 'shop', '会津田島', 1]],
  '073679': [['見本只見の宿', 'ミホンタダミノヤド', 'Sample Inn Tadami', 'lodging', '只見', 1]],
}

const shopOf = (town: string, [nameJa, nameKana, nameEn, kind, station, weight]: Row): InventedShop => ({
  nameJa,
  nameKana,
  nameEn,
  town,
  kind,
  station,
  weight,
})

/** The forty invented shops, spread over the towns along the lines. */
export const inventedShops: readonly InventedShop[] = Object.entries(byTown).flatMap(([town, rows]) =>
  rows.map((row) => shopOf(town, row)),
)

/** One more that waits for the town's answer. */
export const waitingShop: InventedShop = shopOf('074454', [
  '見本きのこの店 大志',
  'ミホンキノコノミセオオシ',
  'Sample Mushrooms Oshi',
  'shop',
  '会津川口',
  1,
])

/** Typical amounts by what a shop does: the least and the most, yen. */
export const pricesOf: Record<MerchantClass, readonly [number, number]> = {
  food: [600, 2_800],
  lodging: [4_500, 14_000],
  craft: [1_200, 6_500],
  shop: [500, 3_600],
  onsen: [400, 1_200],
  transport: [300, 1_500],
  experience: [1_000, 3_500],
}

/** A pot of free money that a town gives to those who come. */
export type InventedPot = {
  readonly town: string
  /** Other towns whose shops take its money: what towns settle between them. */
  readonly alsoIn?: readonly string[]
  readonly nameJa: string
  readonly nameEn: string
  readonly budgetYen: number
  readonly grantYen: number
  readonly validDays: number
}

export const inventedPots: readonly InventedPot[] = [
  {
    town: '074233',
    nameJa: '見本・列車で柳津へ',
    nameEn: 'Sample: By train to Yanaizu',
    budgetYen: 600_000,
    grantYen: 500,
    validDays: 30,
  },
  {
    town: '074446',
    alsoIn: ['074233', '074454'],
    nameJa: '見本・三島の手しごと',
    nameEn: 'Sample: Handwork of Mishima',
    budgetYen: 400_000,
    grantYen: 500,
    validDays: 45,
  },
  {
    town: '074454',
    alsoIn: ['074233', '074446', '073679'],
    nameJa: '見本・奥会津で泊まる',
    nameEn: 'Sample: Stay in Oku-Aizu',
    budgetYen: 500_000,
    grantYen: 800,
    validDays: 60,
  },
  {
    town: '072087',
    nameJa: '見本・蔵のまち歩き',
    nameEn: 'Sample: Storehouse town walk',
    budgetYen: 500_000,
    grantYen: 500,
    validDays: 30,
  },
]
