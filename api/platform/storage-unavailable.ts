/** Files that stand elsewhere cannot be had: that place is away, or lets the hub not in. Who asks comes again; no file is lost. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable'
}
