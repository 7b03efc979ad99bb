import { keepForm, notedAsking, openAnswer, sendForm } from './unsent-forms.ts'

/** On the page that stands for an answer that did not come: a shop's form is kept from here on, and sent from here as kept. */
const form = document.querySelector<HTMLFormElement>('main form[method=post]')
const key = form?.elements.namedItem('key')
const noted = key instanceof HTMLInputElement ? notedAsking(key.value) : undefined
if (form && noted) {
  keepForm(noted)
  const button = form.querySelector<HTMLButtonElement>('button')!
  let isUnderWay = false
  const send = async (): Promise<void> => {
    // A button that is disabled loses the focus of somebody who works with keys.
    isUnderWay = true
    button.setAttribute('aria-disabled', 'true')
    const sent = await sendForm(noted)
    isUnderWay = false
    button.removeAttribute('aria-disabled')
    if (sent.kind === 'done') location.assign(sent.at)
    if (sent.kind === 'told') openAnswer(noted)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!isUnderWay) void send()
  })
}
