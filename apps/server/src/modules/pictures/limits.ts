import { limit } from '#platform'

/** Pictures that are not there, each a look at the database; pages ask for those of goods that went a moment ago. */
export const unknownAsked = limit('pictures.unknown', [{ points: 300, durationSeconds: 600 }])

/** Sizes made for one address, each a tenth of a second of a core: a new shop of 500 goods, seen to its end by three. */
export const madeFor = limit('pictures.made', [{ points: 1_500, durationSeconds: 600 }])
