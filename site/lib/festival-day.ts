/** The day on which a festival comes next, as the catalogue's API reckons it. */
export { comingDay, daysIn } from '../../api/places/festival-day.ts'
