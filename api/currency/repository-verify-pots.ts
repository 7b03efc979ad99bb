import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Readable } from '../../db/store.ts'
import type { RowCheck } from './repository-verify-rows.ts'

/**
 * Pots, compared with what one person asked for and another let go. One that was opened before that was asked has no
 * request, and is held to its account and its fund alone.
 */
export function potChecks({ dialect }: Pick<Readable, 'dialect'>): readonly RowCheck[] {
  const isPostgresql = dialect === 'postgresql'
  const asked = (field: string): SQL =>
    isPostgresql
      ? sql.raw(`(r.details::jsonb ->> '${field}')`)
      : sql.raw(`json_extract(r.details, '$.${field}')`)
  const days = isPostgresql ? sql`${asked('validDays')}::bigint` : asked('validDays')
  const rule = isPostgresql
    ? sql.raw(`(r.details::json -> 'rule')::text = p.rule`)
    : sql.raw(`json_extract(r.details, '$.rule') = p.rule`)
  const lastAt = isPostgresql ? sql`${asked('expiresAt')}::bigint` : asked('expiresAt')
  const letGo = sql`staff_acts r join staff_acts d on d.id = 'decision:' || r.id and d.operation = 'pot_opening.decision'
            and d.user_id <> r.user_id and d.details like '{"approved":true,%' and d.created_at <= ${lastAt}`
  const isAsAsked = sql`${asked('municipality')} = p.municipality and ${asked('nameJa')} = p.name_ja and ${asked('nameEn')} = p.name_en
            and ${days} = p.valid_days and coalesce(${asked('lastDay')}, '') = coalesce(p.last_day, '')
            and coalesce(${asked('endOf')}, '') = coalesce(p.end_of, '') and ${rule}`
  return [
    {
      name: 'each pot is as one person asked for it and another let it go',
      wrong: sql`select 'pot ' || p.account_id as name from pots p
          where exists (select 1 from staff_acts r where r.operation = 'pot_opening' and r.subject = p.account_id)
            and not exists (select 1 from ${letGo} where r.operation = 'pot_opening' and r.subject = p.account_id and ${isAsAsked})
          union all
          select 'opening of pot ' || r.subject as name from ${letGo}
          where r.operation = 'pot_opening' and not exists (select 1 from pots p where p.account_id = r.subject)`,
    },
  ]
}
