import { grantOf, type HeldRole, type Operation, type Role } from './authorisation.ts'

/** Parts of the office: what is done in one of them is recorded. */
const officeRoles: readonly Role[] = ['municipal_officer', 'approver', 'operator']

export const isInOffice = (role: Role): boolean => officeRoles.includes(role)

/** True where somebody of the office may do it; whether it changes anything is told by the request's method. */
export const isOfOffice = (operation: Operation): boolean =>
  grantOf(operation, 'nobody') === 'no' && officeRoles.some((role) => grantOf(operation, role) !== 'no')

/** The part of the office in which somebody does this, the one with the widest reach; undefined where in none. */
export function partOf(operation: Operation, held: readonly HeldRole[]): HeldRole | undefined {
  const parts = held.filter(({ role }) => isInOffice(role) && grantOf(operation, role) !== 'no')
  return parts.find(({ role }) => grantOf(operation, role) === 'all') ?? parts[0]
}
