/** Our own drawings, which a hub takes in a few seconds after its start. */
const drawings = ['tadami-line-scroll', 'craft-map', 'year-in-pictures', 'bridges-by-kilometre']

/** Waits until a hub that was just started shows its drawings. */
export async function untilPictures(origin: string): Promise<void> {
  const tries = 600
  for (const drawing of drawings) {
    let isThere = false
    for (let n = 0; n < tries && !isThere; n++) {
      isThere = (await fetch(`${origin}/iiif/3/${drawing}/info.json`)).ok
      if (!isThere) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    if (!isThere) throw new Error(`The hub did not take in its drawing ${drawing} within a minute.`)
  }
}
