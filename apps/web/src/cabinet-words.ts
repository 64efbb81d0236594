import { laterWords } from './language.ts'
import { ways } from './parts/way-words.ts'

const later = laterWords({
  ru: () => import('@vitrina/contract/words/site/ru-cabinet'),
  uz: () => import('@vitrina/contract/words/site/uz-cabinet'),
  en: () => import('@vitrina/contract/words/site/en-cabinet'),
})

/** The sentences of the cabinet and its neighbours. */
export const cabinet = later.words

/** Fetches them, with those of the fields that they use. */
export const openCabinetWords = () => Promise.all([later.open(), ways.open()])
