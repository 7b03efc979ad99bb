import { UsageFault } from './command.ts'

/** An id that one of them has. */
export function known(option: string, id: string, all: readonly { readonly id: string }[]): string {
  if (!all.some((one) => one.id === id)) throw new UsageFault(`--${option} ${id}: there is none`)
  return id
}

/** A text that must be there. */
export function said(option: string, text: string | undefined): string {
  if (text === undefined || text.trim() === '') throw new UsageFault(`--${option} is missing`)
  return text.trim()
}

/** A day of the calendar that must be there. */
export function dayIn(option: string, text: string | undefined): string {
  const day = said(option, text)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)) || !isDay(day))
    throw new UsageFault(`--${option} ${day}: write a day as YYYY-MM-DD`)
  return day
}

const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)

/** An address of the web. */
export function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new UsageFault(`--url ${text}: no web address`)
  return text
}
