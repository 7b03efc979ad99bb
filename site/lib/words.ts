export { wordsFor } from '../../api/platform/words.ts'
