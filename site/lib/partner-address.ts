/** Where a picture is asked for: ours by its path, whatever leads here; a partner's at the partner's. */
export const sourceOf = (address: string, from: 'own' | 'elsewhere' | 'nowhere'): string =>
  from === 'elsewhere' ? address : new URL(address).pathname
