/** Cookie that says for which town an officer works in this browser: `<town>.<userId>`, HttpOnly, SameSite=Lax. */
export const townCookie = 'meguri_town'

const pattern = /^(\d{6})\.(.{1,80})$/

export const printTown = (town: string, userId: string): string => `${town}.${userId}`

/** The town that this person chose; what somebody else chose in the same browser counts for nothing. */
export function readTown(cookie: string | undefined, userId: string): string | undefined {
  const found = pattern.exec(cookie ?? '')
  return found?.[2] === userId ? found[1] : undefined
}
