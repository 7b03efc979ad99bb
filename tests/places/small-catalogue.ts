import type { Craft, Festival, Place } from '../../content/index.ts'
import type { Catalogue } from '../../api/places/ports.ts'
import { network } from '../rail/small-network.ts'

/** A drawn catalogue: names as the region writes them, everything else invented. */
const said = (ja: string, en: string) => ({ ja, en, source: ['drawn'] })
const unknown = { stepFree: 'unknown', toilet: 'unknown', stroller: 'unknown', signs: 'unknown' } as const

export const place = (id: string, ja: string, en: string, told: Partial<Place> = {}): Place => ({
  id,
  name: { ja, en },
  category: 'nature',
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  station: 'snow',
  access: said('歩いて行きます。', 'On foot.'),
  season: { ...said('一年中。', 'All year.'), months: [] },
  facilities: unknown,
  summary: said('静かなところです。', 'A quiet spot.'),
  source: ['drawn'],
  ...told,
})

const craft = (id: string, ja: string, en: string, told: Partial<Craft> = {}): Craft => ({
  id,
  name: { ja, en },
  summary: said('手の仕事です。', 'Work of hands.'),
  madeIn: { ja: '村', en: 'a village' },
  municipalities: ['town'],
  stations: ['snow'],
  places: [],
  source: ['drawn'],
  ...told,
})

export const festival = (
  id: string,
  date: Partial<Festival['date']>,
  told: Partial<Festival> = {},
): Festival => ({
  id,
  name: { ja: `${id}まつり`, en: `${id} festival` },
  venue: { ja: '広場', en: 'The square' },
  municipality: 'town',
  station: 'snow',
  date: {
    words: { ja: '毎年', en: 'Every year' },
    rule: { kind: 'about' },
    months: [2],
    certain: true,
    source: ['drawn'],
    ...date,
  },
  summary: said('人が集まります。', 'People come.'),
  ...told,
})

export const catalogue: Catalogue = {
  ...network([]),
  places: [
    place('castle', '鶴ヶ城', 'Tsuruga Castle', {
      kana: 'つるがじょう',
      category: 'castle',
      station: 'castle',
    }),
    place('enzoji', '圓藏寺', 'Enzoji Temple', {
      category: 'temple',
      summary: said('柳津の高い岩の上に立つ寺です。', 'A temple on a high rock in Yanaizu.'),
    }),
    place('spring', '柳津温泉', 'Yanaizu Hot Springs', { category: 'onsen' }),
    place('ramen', 'ラーメン通り', 'Rāmen street', { category: 'food' }),
    place('weaving', 'からむし工芸博物館', 'Karamushi Craft Museum', { category: 'craft' }),
    place('plant', '織姫の畑', 'The weavers’ field', {
      summary: said('からむしを育てる畑です。', 'Fields where ramie, called karamushi here, is grown.'),
    }),
  ],
  viewpoints: [{ id: 'plant', line: 'tadami', km: 1, withinKm: 0.3, source: ['drawn'] }],
  crafts: [
    craft('karamushi-ori', 'からむし織', 'Karamushi (ramie) weaving', { places: ['weaving'] }),
    craft('lacquer', '会津塗', 'Aizu lacquer', {
      kind: { ...said('漆器', 'lacquerware'), kana: 'しっき' },
      material: { ...said('漆', 'lacquer'), kana: 'うるし' },
      alsoCalled: [said('会津漆器', 'Aizu-nuri')],
    }),
  ],
  events: [],
  institutions: [],
  municipalities: [
    {
      id: 'town',
      code: '074446',
      name: { ja: '三島町', en: 'Mishima' },
      kana: 'みしままち',
      url: 'https://example.org/',
      position: { quality: 'official', lat: 37.4, lng: 139.6, source: ['drawn'] },
      guideline: true,
      okuAizu: true,
      summary: said('桐の町です。', 'The town of paulownia.'),
      source: ['drawn'],
    },
  ],
  exhibits: [],
}
