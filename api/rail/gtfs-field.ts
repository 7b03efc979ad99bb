import type { FieldKind, FieldRule } from './gtfs-files.ts'
import type { Rule } from './import-rules.ts'

/** Seconds after 00:00 of 'H:MM:SS', which may pass 24:00:00; undefined where it is no time. */
export function secondsOf(text: string): number | undefined {
  const at = text.length - 8
  // Read by character: a million stop times have two each.
  if (at < -1 || at > 1 || text.charCodeAt(at + 2) !== colon || text.charCodeAt(at + 5) !== colon)
    return undefined
  const hours = Number(text.slice(0, at + 2))
  const minutes = twoDigits(text, at + 3)
  const seconds = twoDigits(text, at + 6)
  if (!(hours >= 0) || !(minutes < 60) || !(seconds < 60) || !isDigit(text.charCodeAt(0))) return undefined
  return hours * 3600 + minutes * 60 + seconds
}

const colon = 58
const isDigit = (code: number): boolean => code >= 48 && code <= 57

function twoDigits(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  return isDigit(a) && isDigit(b) ? (a - 48) * 10 + b - 48 : NaN
}

/** 'YYYY-MM-DD' of 'YYYYMMDD'; undefined where there is no such day. */
export function dayOf(text: string): string | undefined {
  if (!/^\d{8}$/.test(text)) return undefined
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined
}

/** The rule that a filled value breaks; undefined where it is good. */
export const brokenRule = (field: FieldRule, value: string): Rule | undefined =>
  checks[field.kind](value, field)

type Check = (value: string, field: FieldRule) => Rule | undefined

const unless =
  (isGood: (value: string) => boolean, rule: Rule): Check =>
  (value) =>
    isGood(value) ? undefined : rule

const isReadable = (value: string): boolean => !value.includes('\uFFFD')
const isFloat = (value: string): boolean => value.trim() !== '' && Number.isFinite(Number(value))

function rangeRule({ min }: FieldRule, number: number): Rule | undefined {
  const isLow = min !== undefined && number < min
  return isLow || Math.abs(number) > Number.MAX_SAFE_INTEGER ? 'number_out_of_range' : undefined
}

/** The validator of MobilityData warns of a number that a later standard may bring. */
function enumRule({ max }: FieldRule, value: string): Rule | undefined {
  if (!/^[+-]?\d+$/.test(value)) return 'invalid_integer'
  const number = Number(value)
  return number < 0 || (max !== undefined && number > max) ? 'unexpected_enum_value' : undefined
}

function degreesRule(value: string, most: number): Rule | undefined {
  if (!isFloat(value)) return 'invalid_float'
  return Math.abs(Number(value)) > most ? 'number_out_of_range' : undefined
}

function isTimezone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

const checks: Readonly<Record<FieldKind, Check>> = {
  text: unless(isReadable, 'invalid_character'),
  id: unless(isReadable, 'invalid_character'),
  integer: (value, field) => (/^[+-]?\d+$/.test(value) ? rangeRule(field, Number(value)) : 'invalid_integer'),
  float: (value, field) => (isFloat(value) ? rangeRule(field, Number(value)) : 'invalid_float'),
  enum: (value, field) => enumRule(field, value),
  latitude: (value) => degreesRule(value, 90),
  longitude: (value) => degreesRule(value, 180),
  date: unless((value) => dayOf(value) !== undefined, 'invalid_date'),
  time: unless((value) => secondsOf(value) !== undefined, 'invalid_time'),
  color: unless((value) => /^[0-9a-f]{6}$/i.test(value), 'invalid_color'),
  url: unless((value) => URL.canParse(value) && /^https?:/i.test(value), 'invalid_url'),
  email: unless((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), 'invalid_email'),
  phone: unless((value) => /^[+\d][\d\s().-]{2,}/.test(value), 'invalid_phone_number'),
  timezone: unless(isTimezone, 'invalid_timezone'),
  language: unless(isLanguage, 'invalid_language_code'),
}
