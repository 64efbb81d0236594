import { refusal } from '#platform'

export const pictureUnknown = refusal('pictures.unknown', 'missing')
