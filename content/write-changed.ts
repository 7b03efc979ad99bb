import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Writes a file unless it holds this text already: then nobody who reads it meanwhile finds half of it. A new text is written as it is, while others may read. */
export function writeChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(file, text)
}
