import { readJson } from './partner-json.ts'
import { idIn } from './partner-json.ts'
import type { Addressing } from './partner-addressing.ts'
import { readDocument } from './partner-manifest.ts'
import { depthMost, type FoundPage, type PageFault, pagesMost } from './partner-import.ts'
import type { PartnerMember } from './partner-object.ts'
import type { FetchedDocument } from './partner-ports.ts'
import type { PageReading } from './partner-store.ts'

/** What a document turned out to be, with what it leads to. */
export type Walked = { readonly reading: PageReading; readonly members: readonly PartnerMember[] }

/** Reads what was fetched for a page. */
export function walkPage(
  page: Pick<FoundPage, 'address' | 'kind'>,
  fetched: FetchedDocument,
  address: Addressing,
  at: number,
): Walked {
  const without = (fault: PageFault): Walked => ({
    reading: { address: page.address, kind: page.kind, key: page.address, fault, at },
    members: [],
  })
  const json = readJson(fetched.text)
  if (!json.ok) return without(json.error)
  const read = readDocument(json.value, address)
  if (!read.ok) return without(read.error)
  const key = keyOf(page.address, fetched.address, address.secured(idIn(json.value)))
  const said = { address: page.address, kind: read.value.kind, key, at }
  if (read.value.kind === 'collection') return { reading: said, members: read.value.members }
  return { reading: { ...said, object: read.value.object }, members: [] }
}

/** A document is known by what it calls itself, where it may: nobody speaks for another host. */
function keyOf(asked: string, found: string, id: string | undefined): string {
  const hosts = [asked, found].map((one) => new URL(one).host)
  return id !== undefined && hosts.includes(new URL(id).host) ? id : asked
}

/**
 * Reads a file that somebody was sent. It can say that it is any house's: it speaks only for a host on which at least one of its
 * pictures is, as of that host nothing else can be shown. Whatever else a house has is brought by its address.
 */
export function walkFile(
  page: Pick<FoundPage, 'address' | 'kind'>,
  text: string,
  address: Addressing,
  at: number,
): Walked {
  const walked = walkPage(page, { text, address: page.address }, address, at)
  const { object } = walked.reading
  if (object === undefined) return walked
  const { host } = new URL(page.address)
  const hosts = new Set(object.views.map((view) => new URL('plain' in view ? view.plain : view.service).host))
  if (hosts.has(host)) return walked
  const { address: said, kind, key } = walked.reading
  const fault: PageFault = { code: 'id_elsewhere', host, said: [...hosts].slice(0, 5).join(', ') || '–' }
  return { reading: { address: said, kind, key, fault, at }, members: [] }
}

type Onward = { readonly pages: readonly FoundPage[]; readonly readings: readonly PageReading[] }

/**
 * Where members lead that were not met before: each address once, so that no circle is walked, and no more than an import
 * may have. Of what is ours, or lies too deep, that is said at once.
 */
export function onwardFrom(
  { depth }: Pick<FoundPage, 'depth'>,
  members: readonly PartnerMember[],
  met: ReadonlySet<string>,
  { isOwn, at }: { readonly isOwn: Addressing['isOwn']; readonly at: number },
): Onward {
  const fresh = new Map(members.filter(({ address }) => !met.has(address)).map((one) => [one.address, one]))
  const pages = [...fresh.values()]
    .slice(0, Math.max(0, pagesMost - met.size))
    .map((member, n): FoundPage => ({ ...member, depth: depth + 1, place: met.size + n + 1 }))
  const readings = pages.flatMap((page): PageReading[] => {
    const fault = faultOf(page, isOwn)
    return fault === undefined
      ? []
      : [{ address: page.address, kind: page.kind, key: page.address, fault, at }]
  })
  return { pages, readings }
}

function faultOf({ address, kind, depth }: FoundPage, isOwn: Addressing['isOwn']): PageFault | undefined {
  if (isOwn(address)) return { code: 'own' }
  return kind === 'collection' && depth > depthMost ? { code: 'nested_too_deep', most: depthMost } : undefined
}
