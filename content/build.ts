import { join } from 'node:path'
import { buildWords } from './build-words.ts'

console.log(buildWords(join(import.meta.dirname, '..')))
