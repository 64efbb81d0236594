import type { Money } from '@vitrina/contract'
import { moneyText } from '@vitrina/contract/money-text'
import { locale } from '../language.ts'

/** As it is written in the language of the page. */
export const priceText = (money: Money): string => moneyText(money, locale.value)
