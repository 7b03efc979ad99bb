import { noteAsking } from './unsent-forms.ts'

/** Forms that move money of a shop: what is pressed is noted in this window, so that it can be kept where no answer comes. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-standing]'))
  form.addEventListener('submit', () => {
    const fields = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    const typed = new Map(fields)
    const { standing = '', what = '', amount = '' } = form.dataset
    noteAsking({
      key: typed.get('key') ?? '',
      standing,
      what,
      amountYen: Number((typed.get(amount) ?? '').normalize('NFKC').replaceAll(/\D/g, '')),
      path: new URL(form.action).pathname,
      fields,
      startedAt: Date.now(),
    })
  })
