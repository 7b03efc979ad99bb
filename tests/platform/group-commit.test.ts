import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { groupCommit } from '../../db/group-commit.ts'

/** An engine that keeps nothing but the sizes of its groups. */
function countingEngine() {
  const groups: number[] = []
  let lists = 0
  const engine = {
    begin: () => void (lists = 0),
    commit: () => void groups.push(lists),
    rollback: () => undefined,
    savepoint: () => undefined,
    release: () => undefined,
    rollbackToSavepoint: () => undefined,
    run: () => undefined,
    runTogether: (together: readonly unknown[]) => void (lists += together.length),
    isOpen: () => true,
    translate: (error: unknown) => error,
  }
  return { groups, store: groupCommit<string>(engine).store }
}

/** Lists of different owners, each some turns of the event loop after the one before; answers when all are stored. */
async function arriving(count: number, turnsBetween: number): Promise<readonly number[]> {
  const { groups, store } = countingEngine()
  const stored: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    stored.push(store([`list ${n}`], `owner ${n}`))
    for (let turn = 0; turn < turnsBetween; turn++) await nextTurn()
  }
  await Promise.all(stored)
  return groups
}

describe('who shares a commit', () => {
  test.each([
    [1, 'each turn lets in one new connection'],
    [3, 'a request takes some turns to be read'],
  ])('all who come %i turns after each other: %s', async (turns) => {
    expect(await arriving(40, turns)).toEqual([40])
  })

  test('not who comes when several turns brought nothing', async () => {
    expect(await arriving(3, 6)).toEqual([1, 1, 1])
  })

  test('64 do not wait for those who keep coming', async () => {
    expect(await arriving(150, 1)).toEqual([64, 64, 22])
  })

  test('but all leave who came in one turn', async () => {
    expect(await arriving(1_024, 0)).toEqual([1_024])
  })
})
