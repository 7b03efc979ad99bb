import type { MiddlewareHandler } from 'hono'
import { isLocale, type Locale } from '../words.ts'
import type { Env } from './env.ts'

/** What browsers send for the languages we have under another name. */
const others: ReadonlyMap<string, Locale> = new Map([
  ['zh-tw', 'zh-hant'],
  ['zh-hk', 'zh-hant'],
  ['zh-mo', 'zh-hant'],
  ['zh', 'zh-hans'],
])

function localeOfTag(tag: string): Locale | undefined {
  const parts = tag.split('-')
  for (let length = parts.length; length > 0; length--) {
    const shorter = parts.slice(0, length).join('-')
    if (isLocale(shorter)) return shorter
    const other = others.get(shorter)
    if (other !== undefined) return other
  }
  return undefined
}

/** The reader's language: the first of `Accept-Language` that we have, Japanese otherwise. Weights follow the order in practice. */
export function readLocale(accepted: string | undefined): Locale {
  for (const part of accepted?.slice(0, 200).toLowerCase().split(',') ?? []) {
    const locale = localeOfTag(part.split(';', 1)[0]!.trim())
    if (locale !== undefined) return locale
  }
  return 'ja'
}

/** Sets `locale`: pages name theirs, browsers send what their owner chose. */
export const setLocale: MiddlewareHandler<Env> = (c, next) => {
  c.set('locale', readLocale(c.req.header('accept-language')))
  return next()
}
