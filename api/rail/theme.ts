import { type Institution, type Place, type Theme, themes } from '../../content/index.ts'

export { type Theme, themes }

/** What a kind of place offers, and how long a visit takes; minutes are our own assumption, no source states any. */
type Offer = {
  readonly themes: readonly Theme[]
  readonly visitMinutes: number
  /** Nothing to see of it after sunset. */
  readonly needsDaylight: boolean
}

const outdoors = (visitMinutes: number, ...themes: Theme[]): Offer => ({
  themes,
  visitMinutes,
  needsDaylight: true,
})
const indoors = (visitMinutes: number, ...themes: Theme[]): Offer => ({
  themes,
  visitMinutes,
  needsDaylight: false,
})

const placeOffers: Readonly<Record<Place['category'], Offer>> = {
  viewpoint: outdoors(20, 'photographs', 'nature'),
  bridge: outdoors(15, 'photographs'),
  onsen: indoors(60, 'hot-springs'),
  roadside: indoors(30, 'food', 'family'),
  craft: indoors(45, 'crafts'),
  food: indoors(45, 'food'),
  temple: outdoors(30, 'history'),
  shrine: outdoors(30, 'history'),
  castle: outdoors(60, 'history', 'photographs', 'family'),
  history: outdoors(30, 'history'),
  museum: indoors(60, 'museums', 'family'),
  garden: outdoors(40, 'nature', 'photographs'),
  street: outdoors(45, 'history', 'food'),
  nature: outdoors(40, 'nature', 'photographs'),
  lake: outdoors(40, 'nature', 'photographs'),
  mountain: outdoors(180, 'nature'),
  dam: outdoors(30, 'nature', 'family'),
  activity: outdoors(60, 'family', 'nature'),
  station: outdoors(15, 'photographs', 'family'),
}

const institutionOffers: Readonly<Record<Institution['kind'], Offer>> = {
  museum: indoors(60, 'museums', 'family'),
  library: indoors(45, 'museums'),
  temple: outdoors(30, 'history'),
  shrine: outdoors(30, 'history'),
  'historic-house': indoors(30, 'history'),
  garden: outdoors(40, 'nature', 'photographs'),
  'craft-centre': indoors(45, 'crafts'),
  'art-space': indoors(45, 'museums'),
}

/** What a place offers; a bath makes a roadside station a hot spring too. */
export function offerOfPlace({ category, roadside }: Pick<Place, 'category' | 'roadside'>): Offer {
  const offer = placeOffers[category]
  return roadside?.bath === true ? { ...offer, themes: [...offer.themes, 'hot-springs'] } : offer
}

/** What a museum, library or heritage site offers. */
export const offerOfInstitution = ({ kind }: Pick<Institution, 'kind'>): Offer => institutionOffers[kind]

/** A festival fills an hour, with its stalls also after dark. */
export const festivalOffer: Offer = indoors(60, 'festivals', 'family')
