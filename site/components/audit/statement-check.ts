/** Checks the signatures and sums of the shown statements in this browser. */
import { readVerifier } from '../../../api/audit/note.ts'
import { isRight, openStatement, readStatement } from '../../../api/audit/statement.ts'

const part = document.querySelector<HTMLElement>('[data-statement-check]')
if (part && globalThis.isSecureContext) start(part)

function start(part: HTMLElement): void {
  const words = JSON.parse(part.dataset['words']!) as Record<'checked' | 'wrong' | 'failed', string>
  const said = part.querySelector('[role=status]')!
  part.hidden = false
  const check = async (): Promise<void> => {
    try {
      const { count, wrong } = await checkAll(Number(part.dataset['limit']))
      said.textContent =
        wrong === undefined
          ? words.checked.replace('{count}', String(count))
          : words.wrong.replace('{day}', wrong)
    } catch {
      said.textContent = words.failed
    }
  }
  part.querySelector('button')!.addEventListener('click', () => void check())
}

/** How many statements are signed and add up, and the day of the first that does not. */
async function checkAll(limit: number): Promise<{ count: number; wrong?: string }> {
  const asked = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`/api/audit/${path}`)).json()) as Answer
  const { keys } = await asked<{ keys: { verifier: string }[] }>('keys')
  const { statements } = await asked<{ statements: { note: string }[] }>(`statements?limit=${limit}`)
  const verifiers = await Promise.all(keys.map(({ verifier }) => readVerifier(verifier)))
  for (const { note } of statements) {
    const opened = await Promise.all(verifiers.map(async (key) => key && openStatement(note, key)))
    const statement = opened.find((one) => one !== null)
    if (!statement || !isRight(statement)) return { count: 0, wrong: readStatement(note)?.day ?? '' }
  }
  return { count: statements.length }
}
