/**
 * Lets whoever waits have a turn. A read of SQLite answers within the same turn of the event loop, so a job that reads
 * page after page would hold up every request until its end.
 */
export const letOthers = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0))
