import { laterWords } from './language.ts'

/** The sentences of a customer's orders. */
export const orders = laterWords({
  ru: () => import('@vitrina/contract/words/site/ru-orders'),
  uz: () => import('@vitrina/contract/words/site/uz-orders'),
  en: () => import('@vitrina/contract/words/site/en-orders'),
})
