import { expect, test } from 'vitest'
import {
  decideVersion,
  type RecordCommand,
  type Standing,
  type Version,
} from '../../api/museum/record-version.ts'
import type { RecordBody } from '../../api/museum/record.ts'
import { basket, house, shelf } from './record-builders.ts'

const version = (record: string, body: RecordBody, over: Partial<Version> = {}): Version => ({
  record,
  version: 1,
  kind: body.kind,
  state: 'published',
  change: 1,
  institution: body.kind === 'institution' ? record : body.institution,
  body,
  by: 'ken',
  at: 1_000,
  ...over,
})

const parents = [version('storehouse', house()), version('shelf', shelf())]
const empty: Standing = {
  latest: undefined,
  told: undefined,
  last: { change: 0, at: 0 },
  parents,
  isInUse: false,
}
const there = version('basket', basket())
const standing: Standing = { ...empty, latest: there, told: there, last: { change: 7, at: 5_000 } }
const publish = (record: string, body: RecordBody): RecordCommand => ({
  do: 'publish',
  record,
  body,
  by: 'mio',
})
const withdraw: RecordCommand = { do: 'withdraw', record: 'basket', by: 'mio' }

test.each<[string, Standing, RecordCommand, string]>([
  ['a name with a capital', empty, publish('Basket', basket()), 'record_identifier_malformed'],
  ['a name that ends in a dash', empty, publish('basket-', basket()), 'record_identifier_malformed'],
  ['a name of 81 letters', empty, publish('a'.repeat(81), basket()), 'record_identifier_malformed'],
  ['a name that addresses need', empty, publish('collection', basket()), 'record_identifier_malformed'],
  ['another that they need', empty, publish('top', basket()), 'record_identifier_malformed'],
  ['a version that somebody else replaced', standing, { ...publish('basket', basket()), expected: 0 }, 'record_changed'],
  ['an item that becomes a collection', standing, publish('basket', shelf()), 'record_kind_fixed'],
  ['an item of nobody', { ...empty, parents: [] }, publish('basket', basket()), 'record_parent_unknown'],
  ['an item of an item', { ...empty, parents: [version('storehouse', basket())] }, publish('basket', basket()), 'record_parent_unknown'],
  ['an item of a withdrawn institution', { ...empty, parents: [version('storehouse', house(), { state: 'withdrawn' })] }, publish('basket', basket()), 'record_parent_unknown'],
  ['a collection of nobody', { ...empty, parents: [] }, publish('shelf', shelf()), 'record_parent_unknown'],
  ['an item in no such collection', { ...empty, parents: parents.slice(0, 1) }, publish('basket', basket({ collection: 'shelf' })), 'record_parent_unknown'],
  ['an item in a collection of others', { ...empty, parents: [parents[0]!, version('shelf', shelf(), { institution: 'other' })] }, publish('basket', basket({ collection: 'shelf' })), 'record_parent_unknown'],
  ['the withdrawal of nothing', empty, withdraw, 'record_unknown'],
  ['the withdrawal of a draft', { ...standing, told: undefined }, withdraw, 'record_not_public'],
  ['a second withdrawal', { ...standing, told: version('basket', basket(), { state: 'withdrawn' }) }, withdraw, 'record_not_public'],
  ['the withdrawal of what others belong to', { ...standing, isInUse: true }, withdraw, 'record_in_use'],
])('%s is refused', (_, before, command, code) => {
  expect(decideVersion(before, command, 9_000)).toMatchObject({ ok: false, error: { code } })
}) // prettier-ignore

test.each<[string, RecordCommand, number, Partial<Version>]>([
  ['a publication is the next change', publish('basket', basket()), 9_000, { version: 2, change: 8, state: 'published', at: 9_000, by: 'mio' }],
  ['one into a collection, too', publish('basket', basket({ collection: 'shelf' })), 9_000, { version: 2, change: 8 }],
  ['a draft is none', { ...publish('basket', basket()), do: 'draft' } as RecordCommand, 9_000, { version: 2, change: null, state: 'draft' }],
  ['a tombstone keeps what was shown', withdraw, 9_000, { version: 2, change: 8, state: 'withdrawn', body: basket(), institution: 'storehouse' }],
  ['a clock that was put back is overruled', withdraw, 3_000, { at: 5_000 }],
  ['what is expected is there', { ...withdraw, expected: 1 }, 9_000, { version: 2 }],
])('%s', (_, command, now, wanted) => {
  expect(decideVersion(standing, command, now)).toMatchObject({ ok: true, value: wanted })
}) // prettier-ignore
