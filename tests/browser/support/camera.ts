import type { Person } from './people.ts'

/** Runs in the page: what the camera sees is the picture that was held before it last. */
export function pictureForCamera(): void {
  const seen = document.createElement('canvas')
  ;[seen.width, seen.height] = [640, 640]
  const context = seen.getContext('2d')!
  let picture: ImageBitmap | undefined
  const draw = (): void => {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, 640, 640)
    if (picture) context.drawImage(picture, 80, 80, 480, 480)
    requestAnimationFrame(draw)
  }
  draw()
  Object.assign(globalThis, {
    hold: async (source: string) => {
      const image = new Image()
      image.src = source
      await image.decode()
      picture = await createImageBitmap(image)
    },
  })
  navigator.mediaDevices.getUserMedia = async () => seen.captureStream(10)
}

/** Holds a picture before the camera of this person's page, whose context has `pictureForCamera`. */
export const hold = ({ page }: Person, seen: Buffer): Promise<void> =>
  page.evaluate(
    (source) => Reflect.get(globalThis, 'hold')(source) as Promise<void>,
    `data:image/png;base64,${seen.toString('base64')}`,
  )
