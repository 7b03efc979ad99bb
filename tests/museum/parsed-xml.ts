import { DOMParser, type Document, type Element, onErrorStopParsing } from '@xmldom/xmldom'

/** Reads XML; throws where it is not well formed. */
export const parseXml = (text: string): Document =>
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml')

/** Elements of this name, wherever they stand, whatever their prefix. */
export const elementsOf = (within: Document | Element, name: string): Element[] =>
  [...within.getElementsByTagNameNS('*', name)] as Element[]

export const textsOf = (within: Document | Element, name: string): string[] =>
  elementsOf(within, name).map((one) => one.textContent ?? '')

/** Names of the elements right below one, in their order. */
export const namesIn = (within: Element): string[] =>
  [...within.childNodes].filter((one) => one.nodeType === 1).map((one) => one.nodeName)
