/** Checks a receipt's proof in this browser and says what it proves, in the page's words. */
import { openCheckpoint } from '../../../api/audit/checkpoint.ts'
import type { Checkpoint } from '../../../api/audit/checkpoint.ts'
import { readVerifier } from '../../../api/audit/note.ts'
import { checkProof, continues } from '../../../api/audit/receipt-proof.ts'
import type { ProofRefusal, ProvenReceipt } from '../../../api/audit/receipt-proof.ts'

type Words = {
  readonly lang: string
  readonly result: Readonly<Record<string, string>>
  readonly code: Readonly<Record<ProofRefusal['code'], string>>
  readonly kind: Readonly<Record<string, string>>
  readonly fact: Readonly<Record<string, string>>
  readonly towns: Readonly<Record<string, string>>
} & Readonly<Record<'empty' | 'working' | 'insecure' | 'missing' | 'yen' | 'paid' | 'free', string>>

const form = document.querySelector<HTMLFormElement>('[data-receipt-check]')
const result = document.querySelector<HTMLElement>('[data-receipt-result]')
if (form && result) start(form, result, JSON.parse(form.dataset['words']!) as Words)

function start(form: HTMLFormElement, result: HTMLElement, words: Words): void {
  const [file, text, key] = ['file', 'proof', 'verifier'].map((name) => form.elements.namedItem(name)) as [
    HTMLInputElement,
    HTMLTextAreaElement,
    HTMLTextAreaElement,
  ]
  const say = (kind: string, sentence: string, ...more: Node[]): void => {
    const notice = make('div', '', make('p', '', make('strong', sentence)), ...more)
    notice.className = `notice ${kind}`
    result.replaceChildren(notice)
  }
  const check = async (): Promise<void> => {
    if (text.value.trim() === '') return say('bad', words.empty)
    say('', words.working)
    const proven = await checkProof(text.value, key.value)
    if (!proven.ok) return say('bad', words.result['wrong']!, make('p', words.code[proven.error.code]))
    const onwards = await goesOn(proven.value.checkpoint, key.value)
    const broken = onwards === false
    const headline = words.result[broken ? 'not_continued' : 'right']!
    say(broken ? 'bad' : 'good', headline, steps(proven.value, onwards, words), facts(proven.value, words))
  }

  form.hidden = false
  const { isSecureContext } = globalThis
  if (!isSecureContext) say('bad', words.insecure)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isSecureContext) void check()
    else say('bad', words.insecure)
  })
  if (!isSecureContext) return
  const take = async (chosen: File): Promise<void> => {
    text.value = await chosen.text()
    await check()
  }
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (chosen !== undefined) void take(chosen)
  })
  // The receipt's page leads here with its number behind the hash, which is sent to nobody.
  const asked = location.hash.slice(1)
  if (/^[\w-]{30,64}$/.test(asked)) void fetchProof(asked)

  async function fetchProof(journalId: string): Promise<void> {
    const answer = await fetch(`/api/audit/journals/${journalId}/proof`)
    if (!answer.ok) return say('bad', words.missing)
    text.value = await answer.text()
    await check()
  }
}

type Onwards = { readonly size: number } | false | undefined

/** Whether the record of now begins with that of the proof; undefined where it cannot be asked. */
async function goesOn(then: Checkpoint, key: string): Promise<Onwards> {
  try {
    const verifier = await readVerifier(key.trim())
    const now = await openCheckpoint(await (await fetch('/api/audit/checkpoint')).text(), verifier!)
    // A key of before signs no more: what is signed now cannot be compared under it.
    if (now === null) return undefined
    const answer = await fetch(`/api/audit/consistency?from=${then.size}&to=${now.size}`)
    // A record that is shorter than it was has lost something.
    if (!answer.ok) return answer.status === 404 ? false : undefined
    const { path } = (await answer.json()) as { path: string[] }
    return (await continues(then, now, path)) && { size: now.size }
  } catch {
    return undefined
  }
}

function make(tag: string, text: string, ...inside: Node[]): HTMLElement {
  const made = document.createElement(tag)
  made.append(text, ...inside)
  return made
}

const filled = (pattern: string, name: string, value: string): string => pattern.replace(`{${name}}`, value)

function steps({ entry, checkpoint }: ProvenReceipt, onwards: Onwards, words: Words): HTMLElement {
  const number = (value: number): string => new Intl.NumberFormat(words.lang).format(value)
  const said = [
    filled(words.result['signed']!, 'size', number(checkpoint.size)),
    filled(words.result['included']!, 'number', number(entry.sequence + 1)),
    ...(onwards ? [filled(words.result['continues']!, 'size', number(onwards.size))] : []),
  ]
  const list = make('ul', '', ...said.map((sentence) => make('li', sentence)))
  list.className = 'proved'
  return onwards === undefined ? make('div', '', list, make('p', words.result['not_asked']!)) : list
}

type ToldEntries = ProvenReceipt['entry']['told']['entries']

/** The entries whose sum is what was moved: those of wallets, of two wallets the one that gained, else who gained. */
function movedMoney(entries: ToldEntries): ToldEntries {
  const gained = entries.filter(({ amountYen }) => amountYen > 0)
  const ofWallets = entries.filter(({ kind }) => kind === 'wallet')
  if (ofWallets.length === 0) return gained
  const reached = ofWallets.filter((entry) => gained.includes(entry))
  return reached.length > 0 ? reached : ofWallets
}

/** What the proof tells of the journal. */
function facts({ entry: { told } }: ProvenReceipt, words: Words): HTMLElement {
  const yen = (value: number): string =>
    filled(words.yen, 'amount', new Intl.NumberFormat(words.lang).format(value))
  const when = new Intl.DateTimeFormat(words.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  })
  const money = movedMoney(told.entries).map((entry) => {
    const whose =
      entry.municipality === null ? words.paid : filled(words.free, 'town', townOf(entry.municipality, words))
    return make('div', `${yen(Math.abs(entry.amountYen))} (${whose})`)
  })
  const shops = told.entries.filter((entry) => entry.kind === 'merchant').map((entry) => entry.account)
  const rows: [string, (string | Node)[]][] = [
    ['kind', [words.kind[told.kind] ?? told.kind]],
    ['at', [when.format(told.at)]],
    ['money', money],
    ...(shops.length > 0 ? [['shop', [[...new Set(shops)].join(', ')]] as [string, string[]]] : []),
    ['number', [told.id]],
  ]
  const list = document.createElement('dl')
  list.className = 'facts'
  for (const [name, said] of rows) {
    const meaning = document.createElement('dd')
    meaning.append(...said)
    list.append(make('div', '', make('dt', words.fact[name]!), meaning))
  }
  return make('div', '', list, make('p', words.result['nobody']!))
}

const townOf = (code: string, { towns }: Words): string => towns[code] ?? code
