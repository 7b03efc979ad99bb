import { canonical, canonicalOfText } from './canonical-text.ts'
import { sealForm, shownAs } from './canonical.ts'
import type { RecordedEntry, RecordedJournal, RecordedLot, TakenLot } from './canonical.ts'
import { sha256Base64 } from './hash.ts'
import { leafMark } from './merkle.ts'

/** A lot as it stands in the tables: its rule is the text of a JSON value. */
export type LotInText = Omit<RecordedLot, 'rule'> & { readonly rule: string }

/** A journal as it stands in the tables, of which `canonical.ts` has the values: JSON is the text that is there. */
export type JournalInText = Omit<RecordedJournal, 'body' | 'content' | 'answer' | 'lots'> & {
  readonly body: string
  /** Null where the key is gone. */
  readonly content: string | null
  readonly answer: string | null
  readonly lots: readonly LotInText[]
}

/** A place in the record; the hash before it in base64. */
export type PlaceInText = {
  readonly sequence: number
  readonly previous: string | null
  readonly salt: string
}

/**
 * The leaf hash of a journal at its place in base64, the same as `sealedHash` of `sealEntry`: what a look through the whole
 * record reckons. It writes the one form that a seal has, whose names it knows; null where a part has no canonical form.
 */
export function sealedHashInText(
  journal: JournalInText,
  { sequence, previous, salt }: PlaceInText,
): string | null {
  try {
    const kept = sha256Base64(keptInText(journal, salt))
    return sha256Base64(
      `${leafMark}{"form":"${sealForm}","kept":"${kept}","previous":${quotedOrNull(previous)},"sequence":${sequence},"told":${toldInText(journal)}}`,
    )
  } catch {
    return null
  }
}

const toldInText = ({ at, entries, id, kind, parentId }: JournalInText): string =>
  `{"at":${at},"entries":[${entries.map(toldEntry).join()}],"id":${quoted(id)},"kind":${quoted(kind)},"parentId":${quotedOrNull(parentId)}}`

const toldEntry = (entry: RecordedEntry): string =>
  `{"account":${quoted(shownAs(entry))},"amountYen":${entry.amountYen},"fundId":${quoted(entry.fundId)},"instrument":${quoted(entry.instrument)},"kind":${quoted(entry.accountKind)},"municipality":${quotedOrNull(entry.municipality)}}`

const keptInText = (journal: JournalInText, salt: string): string =>
  `{"answer":${jsonOrNull(journal.answer)},"body":${canonicalOfText(journal.body)},"content":${jsonOrNull(journal.content)},"entries":[${journal.entries.map(keptEntry).join()}],"key":${quoted(journal.key)},"lots":[${journal.lots.map(lotInText).join()}],"salt":${quoted(salt)},"scope":${quoted(journal.scope)},"taken":[${journal.taken.map(takenInText).join()}]}`

const keptEntry = ({ accountId, accountVersion, balanceAfterYen, line, lotId }: RecordedEntry): string =>
  `{"accountId":${quoted(accountId)},"accountVersion":${accountVersion},"balanceAfterYen":${balanceAfterYen},"line":${line},"lotId":${quotedOrNull(lotId)}}`

const lotInText = (lot: LotInText): string =>
  `{"accountId":${quoted(lot.accountId)},"fundId":${quoted(lot.fundId)},"id":${quoted(lot.id)},"instrument":${quoted(lot.instrument)},"issuedYen":${lot.issuedYen},"rule":${canonicalOfText(lot.rule)},"validUntilAt":${lot.validUntilAt}}`

const takenInText = ({ amountYen, fundId, lotId, position }: TakenLot): string =>
  `{"amountYen":${amountYen},"fundId":${quoted(fundId)},"lotId":${quoted(lotId)},"position":${position}}`

const jsonOrNull = (text: string | null): string => (text === null ? 'null' : canonicalOfText(text))
const quotedOrNull = (text: string | null): string => (text === null ? 'null' : quoted(text))

/** Of a text with what has to be escaped, or with surrogates, half of which have no form, the general form. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const isUnusual = /["\\\u0000-\u001f\ud800-\udfff]/
const quoted = (text: string): string => (isUnusual.test(text) ? canonical(text) : `"${text}"`)
