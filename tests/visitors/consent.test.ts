import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { agreed, checkConsent, purposes, wordingInForce } from '../../api/visitors/consent.ts'
import type { ConsentEvent } from '../../api/visitors/consent.ts'
import { decideCheckIn } from '../../api/visitors/check-in.ts'
import en from '../../content/words/en/visitors.json' with { type: 'json' }
import ja from '../../content/words/ja/visitors.json' with { type: 'json' }

const event = (
  given: boolean,
  at: number,
  purpose: 'statistics' | 'messages' = 'statistics',
): ConsentEvent => ({
  purpose,
  given,
  wordingVersion: wordingInForce[purpose],
  locale: 'ja',
  at,
})

describe('consent', () => {
  test.each([
    ['nobody agreed who was never asked', [], false],
    ['a yes holds', [event(true, 1)], true],
    ['a yes that was taken back does not', [event(true, 1), event(false, 2)], false],
    ['the latest event counts, not the last in the list', [event(false, 2), event(true, 1)], false],
    ['of two in one millisecond the withdrawal counts', [event(false, 1), event(true, 1)], false],
    ['a yes after a no holds again', [event(true, 1), event(false, 2), event(true, 3)], true],
    ['a yes to messages is none to statistics', [event(true, 1, 'messages')], false],
  ])('%s', (_, events, holds) => {
    expect(agreed(events, 'statistics')).toBe(holds)
  })

  test('a yes to a text that is no longer in force is asked again; a no is heard', () => {
    const old = { purpose: 'statistics', wordingVersion: '2025-01-01' } as const
    expect(checkConsent({ ...old, given: true })).toMatchObject({
      ok: false,
      error: { code: 'wording_outdated', field: 'wordingVersion', inForce: wordingInForce.statistics },
    })
    expect(checkConsent({ ...old, given: false }).ok).toBe(true)
  })

  // Who changes a text that people agreed to gives it a new version; then this list gets a new line.
  test.each([
    ['statistics 2026-11-23', 'f159742b9c8f'],
    ['messages 2026-11-23', '7a31caf2cc1a'],
  ])('the text of %s is the one that was fixed', (versioned, hash) => {
    const purpose = purposes.find((name) => versioned === `${name} ${wordingInForce[name]}`)
    expect(purpose).toBeDefined()
    const text = JSON.stringify([ja.consent[purpose!], en.consent[purpose!]])
    expect(createHash('sha256').update(text).digest('hex').slice(0, 12)).toBe(hash)
  })
})

describe('a check-in', () => {
  const spot = {
    kind: 'station',
    id: 'aizu-kawaguchi',
    municipality: '074454',
    lineId: 'tadami',
    nameJa: '会津川口',
    nameEn: 'Aizu-Kawaguchi',
  } as const
  const at = Date.parse('2026-11-23T15:30:00Z')

  test('is on the Japanese day of its instant', () => {
    expect(decideCheckIn({ spot, consents: [event(true, 1)] }, at)).toMatchObject({
      ok: true,
      value: { day: '2026-11-24', municipality: '074454', lineId: 'tadami' },
    })
  })

  test.each([
    ['spot_unknown', undefined, [event(true, 1)]],
    ['consent_needed', spot, []],
    ['consent_needed', spot, [event(true, 1), event(false, 2)]],
    ['spot_unknown', undefined, []],
  ])('is refused: %s', (code, where, consents) => {
    expect(decideCheckIn({ spot: where, consents }, at)).toMatchObject({ ok: false, error: { code } })
  })
})
