/** Bytes. The longest form of most pages, a shop's application, is a few kilobytes. */
const most = 64 * 1024

/** A text of an institution has up to 1 MB, and as a form three times as much: each byte of a kana is written as three characters. */
const longest = 3 * 1024 * 1024

const writing = /^(\/[a-z-]+)?\/studio\/((tell|write)\/[^/]+|partners)\/?$/

/** The bytes that a page's form may have. The site's own limit, for bodies that do not tell their length, is the longest. */
export const formBytesMost = (path: string): number => (writing.test(path) ? longest : most)
