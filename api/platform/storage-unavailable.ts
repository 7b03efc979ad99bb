/** Files that stand elsewhere cannot be had at the moment; who asks comes again. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable'
}
