/** Small letters, digits, dots, dashes and underscores; at most 80, and no dot in front. */
const form = /^[a-z0-9][a-z0-9._-]{0,79}$/

/** Whether a name can stand for an image in an address and on a disk, the same everywhere. */
export const isImageIdentifier = (text: string): boolean => form.test(text)
