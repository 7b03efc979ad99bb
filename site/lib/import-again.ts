let times = 0

/** What browsers say of a module that did not come: its address stands at the end (Chromium, Firefox). */
const addressIn = (error: unknown): string | undefined => /https?:\S+$/.exec(String(error))?.[0]

/**
 * Loads a module that a page fetches later. Once it did not come a browser remembers that for as long as the page is open
 * (the module map of HTML): a press in a tunnel would be the last one that is answered. So it is asked for once more, under
 * an address that was never asked for. Throws where it does not come then, either.
 */
export async function importAgain<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    const address = addressIn(error)
    if (address === undefined) throw error
    return (await import(/* @vite-ignore */ `${address}?again=${++times}`)) as Module
  }
}
