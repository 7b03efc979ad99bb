/** Sources as somebody wrote them down, a line for each, taken apart into words and an address. */
export type Cited = { readonly text: string; readonly address: string | undefined }

/** Each line that says something; the first address in it is a link. */
export const citedIn = (text: string): readonly Cited[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const address = /https?:\/\/[^\s"<>、。，（）「」]+/.exec(line)?.[0]
      if (address === undefined || !URL.canParse(address)) return { text: line, address: undefined }
      const words = line.replace(address, '').trim()
      return { text: words === '' ? address : words, address }
    })
