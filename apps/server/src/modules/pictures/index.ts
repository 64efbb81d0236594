/**
 * The shop's pictures. Owns where each is from, the files of those that came as files, and what has
 * been made of them. Promises that they come from our own host, in the size and format that is asked
 * for, and that nobody but the configured hosts is asked for one (S25). Does not know what they show.
 */
export { type PictureRef, type PictureSource, pictureUrl } from './model.ts'
export { openPictures, type Pictures } from './open-pictures.ts'
export { registerPictures } from './register-pictures.ts'
export { pictureRoutes } from './routes.ts'
export { Shelf } from './shelf.ts'
export { type PictureUser, sweepShelf } from './sweep-shelf.ts'
