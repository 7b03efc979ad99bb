/** 2026-11-23 12:00 in Japan. By itself, so that tests of pure code load no database for it. */
export const noon = Date.parse('2026-11-23T12:00:00+09:00')
