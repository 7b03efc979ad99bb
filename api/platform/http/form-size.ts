/** Bytes. The longest form of most pages, a shop's application, is a few kilobytes. */
const most = 64 * 1024

/** A text of an institution has up to 1 MB, and as a form three times as much: each byte of a kana is written as three characters. */
const long = 3 * 1024 * 1024

/** A manifest of another house, as a file, with what its form says besides. */
const longest = 9 * 1024 * 1024

/** A book of two thousand pages, with what is said of each. */
export const itemTextBytesMost = 4 * 1024 * 1024

/** A story of some scenes with all that is said in them. */
export const storyTextBytesMost = 1024 * 1024

const writing = /^(\/[a-z-]+)?\/studio\/(tell|write)\/[^/]+\/?$/
const bringing = /^(\/[a-z-]+)?\/studio\/partners\/?$/

/** The bytes that a page's form may have. The site's own limit, for bodies that do not tell their length, is the longest. */
export const formBytesMost = (path: string): number => {
  if (bringing.test(path)) return longest
  return writing.test(path) ? long : most
}
