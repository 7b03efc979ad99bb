import { oneAtATime } from '../one-at-a-time.ts'
import { keptForms, noteAnswered, openAnswer, sendForm } from './unsent-forms.ts'

/** On the page that stands for an answer that did not come: a shop's form, which is kept, is sent from here as kept. */
const form = document.querySelector<HTMLFormElement>('main form[method=post]')
const key = form?.elements.namedItem('key')
const kept = key instanceof HTMLInputElement ? keptForms().find((one) => one.key === key.value) : undefined
if (form && kept) {
  noteAnswered()
  const press = oneAtATime(form.querySelector('button')!)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void press(async () => {
      const sent = await sendForm(kept)
      if (sent.kind === 'done') location.assign(sent.at)
      if (sent.kind === 'told') openAnswer(kept)
    })
  })
}
