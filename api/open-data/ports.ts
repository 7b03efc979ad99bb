import type { Content } from '../../content/index.ts'
import type { OutFile } from '../rail/index.ts'

/** What is published: the content with everything that it credits. */
export type Published = Pick<
  Content,
  'version' | 'lines' | 'stations' | 'shapes' | 'places' | 'trains' | 'sources'
>

/** Packs files into one zip. The same files give the same bytes, whenever and wherever. */
export type Pack = (files: readonly OutFile[]) => Uint8Array<ArrayBuffer>
