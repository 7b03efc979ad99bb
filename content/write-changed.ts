import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Writes a file unless it holds this text already: who reads it meanwhile never finds half of it. */
export function writeChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(file, text)
}
