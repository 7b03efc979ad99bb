import { expect, test } from 'vitest'
import {
  searchedCollection,
  searchedInstitution,
  searchedItem,
  searchedStory,
} from '../../api/museum/searched-things.ts'
import { searchedProduct, searchedShop } from '../../api/merchants/searched-shops.ts'
import { entriesOf, publishedEntries } from '../../api/places/entries.ts'
import { fold } from '../../api/places/fold.ts'
import { indexForm } from '../../api/places/indexing-service.ts'
import { postingsOf } from '../../api/places/posting.ts'
import { spelledWords, variantsOf, wordsOfEntry } from '../../api/places/search-words.ts'
import { sha256Hex } from '../../api/platform/sha256.ts'
import { basket, house, letter, shelf } from '../museum/record-builders.ts'
import { walk } from '../museum/story-builders.ts'
import { catalogue } from './small-catalogue.ts'

/** Every character that a text may have, below those that are letters of nobody; each as the index takes it. */
const characters = Array.from({ length: 0x3_23b0 }, (_, code) => code)
  .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
  .map((code) => String.fromCodePoint(code))

const facts = {
  municipality: '074446',
  type: 'museum',
  opening: { ja: ['土曜日'], en: ['Saturdays'] },
  station: 'snow',
  told: { from: 'itself', day: '2026-10-30' },
} as never

/** What institutions publish, of each kind. */
const published = [
  searchedItem({ id: 'basket', body: basket({ events: ['fire'] }) }, house(), () => ({ ja: ['火祭り'], en: ['Fire'] })),
  searchedItem({ id: 'letter', body: letter({ merit: { ja: ['近い'] }, demerit: { ja: ['冬は休み'] } }) }, house({ facts }), () => undefined),
  searchedCollection({ id: 'shelf', body: shelf() }, house()),
  searchedStory({ id: 'walk', body: walk() }, house()),
  searchedInstitution({ id: 'storehouse', body: { ...house(), facts } }),
] // prettier-ignore

const shop = {
  id: 'shop-1',
  nameJa: '霞食堂',
  nameKana: 'カスミショクドウ',
  nameEn: 'Kasumi Shokudo',
  municipality: '074446',
  merchantClass: 'food',
  stationId: 'snow',
} as const
const town = { code: '074446', nameJa: '三島町', nameEn: 'Mishima' }

/** What shops offer, and they themselves. */
const offered = [
  searchedShop(shop, town),
  searchedProduct(
    { merchantId: shop.id, id: 'box', nameJa: '桐の小箱', nameEn: 'Paulownia box' },
    shop,
    town,
  ),
]

/** Names as people write them: old and simplified characters, kana, long vowels, romaji, hyphens, other scripts. */
const names = ['會津若松', '鶴ヶ城', 'つるがじょう', 'ツルガジョウ', 'からむし', 'Tsuruga Castle', 'Aizu-Miyashita', '斎藤清美術館', 'ตะกร้า', '산포도바구니', '𠮷野', '2階', '会津の、籠'] // prettier-ignore

test('what the index is made of is of the form that it says', () => {
  const entries = [...entriesOf(catalogue), ...publishedEntries(catalogue)([...published, ...offered])]
  const named = names.map((ja) => ({ ...entries[0]!, title: { ja, en: ja }, names: [ja] }))
  const words = [...entries, ...named].map(wordsOfEntry)
  const postings = postingsOf(words.map((one, n) => ({ number: n * 700 + 1, words: one })))
  const sum = sha256Hex(
    JSON.stringify([
      characters.map(fold).join('\n'),
      entries,
      words,
      words.map(spelledWords),
      variantsOf('tsuruga'),
      postings,
    ]),
  )
  // Where this fails, an index that stands in a database was made otherwise: raise `indexForm`, and write both here.
  expect({ form: indexForm, sum: sum.slice(0, 16) }).toEqual({ form: '6', sum: '7a0c4b7dacf35d65' })
})
