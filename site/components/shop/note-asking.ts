import { noteAnswered, noteAsking } from './unsent-forms.ts'

noteAnswered()

/** Forms that move money of a shop: what is pressed is noted in this window, so that it can be kept where no answer comes. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-standing]'))
  form.addEventListener('submit', ({ submitter }) => {
    const typedFields = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    const button = submitter instanceof HTMLButtonElement ? submitter : undefined
    // Which button it was is a part of what was asked for; a form alone does not say it.
    const fields = button?.name ? [...typedFields, [button.name, button.value] as const] : typedFields
    const typed = new Map(fields)
    const { standing = '', what = '', amount = '' } = { ...form.dataset, ...button?.dataset }
    const yen = button?.dataset['yen'] ?? typed.get(amount) ?? ''
    noteAsking({
      key: typed.get('key') ?? '',
      standing,
      what,
      amountYen: Number(yen.normalize('NFKC').replaceAll(/\D/g, '')),
      path: new URL(form.action).pathname,
      fields,
      startedAt: Date.now(),
    })
  })
