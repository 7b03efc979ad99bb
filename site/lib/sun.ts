/** Sunrise and sunset, as the railway's pages and its API reckon them. */
export { sunOf } from '../../api/rail/sun.ts'
