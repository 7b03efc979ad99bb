import { type HeldRole, type Operation, reachOf } from '../../api/identity/authorisation.ts'

/** Whether somebody with these roles may do this anywhere: what they may not, they are not shown. The API decides again. */
export const mayDo = (operation: Operation, roles: readonly HeldRole[]): boolean =>
  reachOf(operation, roles) !== 'nothing'

/** Whether they may do it for one thing: a shop, a town, an institution. */
export function mayDoFor(operation: Operation, roles: readonly HeldRole[], scope: string): boolean {
  const reach = reachOf(operation, roles)
  return reach === 'all' || (reach !== 'nothing' && reach.includes(scope))
}
