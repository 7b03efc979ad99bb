import holidayJp from '@holiday-jp/holiday_jp'
import type { Holidays } from './ports.ts'

/** National holidays of Japan (1970–2050) from the holiday-jp data set. */
export const holidaysOfJapan: Holidays = { isHoliday: (day) => day in holidayJp.holidays }
