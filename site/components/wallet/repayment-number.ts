/** What holder and office compare across a counter: the end of a request's id, in letters that are read aloud. */
export const shortNumber = (requestId: string): string => requestId.slice(-8).toUpperCase()
