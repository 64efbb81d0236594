import { laterWords } from '../language.ts'

/** The sentences about the ways to register and to sign in. */
export const ways = laterWords({
  ru: () => import('@vitrina/contract/words/site/ru-ways'),
  uz: () => import('@vitrina/contract/words/site/uz-ways'),
  en: () => import('@vitrina/contract/words/site/en-ways'),
})
