import { words as en } from '@vitrina/contract/words/site/en'
import { passkeys as enPasskeys } from '@vitrina/contract/words/site/en-passkeys'
import { words as enWays } from '@vitrina/contract/words/site/en-ways'
import type { SiteWords } from '@vitrina/contract/words/site/ru'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { type PasskeyWords, passkeys as ruPasskeys } from '@vitrina/contract/words/site/ru-passkeys'
import { words as ruWays, type WayWords } from '@vitrina/contract/words/site/ru-ways'
import { words as uz } from '@vitrina/contract/words/site/uz'
import { passkeys as uzPasskeys } from '@vitrina/contract/words/site/uz-passkeys'
import { words as uzWays } from '@vitrina/contract/words/site/uz-ways'
import { describe, expect, test } from 'vitest'
import { pickLanguage } from './language.ts'

test.each([
  [['uz-Latn-UZ', 'ru'], 'uz'],
  [['kk', 'RU-ru'], 'ru'],
  [[undefined, 'en-GB'], 'en'],
  [['de', 'fr'], undefined],
  [['constructor'], undefined],
])('%j is %s (X2)', (wishes, language) => {
  expect(pickLanguage(wishes)).toBe(language)
})

/** Every sentence of a language with its path; functions are called with plain arguments. */
function sentences(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, String(path === '.date' ? node(new Date(0)) : node(61, 'x'))]]
  return Object.entries(node as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`))
}

describe.each<[string, SiteWords, PasskeyWords, WayWords]>([
  ['ru', ru, ruPasskeys, ruWays],
  ['uz', uz, uzPasskeys, uzWays],
  ['en', en, enPasskeys, enWays],
])('%s', (language, words, passkeys, ways) => {
  const said = sentences({ ...words, passkeys, ways, languages: {} })

  test('says something everywhere', () => {
    expect(said.filter(([, text]) => !text.trim())).toEqual([])
    const source = { ...ru, passkeys: ruPasskeys, ways: ruWays, languages: {} }
    expect(said.map(([path]) => path)).toEqual(sentences(source).map(([path]) => path))
  })

  test('keeps to its own script and its own apostrophe', () => {
    const foreign = language === 'ru' ? /['`]/ : language === 'uz' ? /[а-яё'`‘’]/i : /[а-яё'`]/i
    expect(said.filter(([, text]) => foreign.test(text))).toEqual([])
  })
})

test('the sentence for a registration that ran out is kept to the letter (A4)', () => {
  expect(ru.waiting.expiredHeading).toBe('Время истекло. Попробуйте снова')
  expect(ru.waiting.open).toBe('Подтвердить номер в Telegram')
})

test.each([
  [1, 'Осталось: 1 секунда'],
  [22, 'Осталось: 22 секунды'],
  [11, 'Осталось: 11 секунд'],
  [60, 'Осталось: 1 минута'],
  [125, 'Осталось: 2 минуты 5 секунд'],
])('%d seconds left, in Russian', (seconds, text) => {
  expect(ru.timeLeft(seconds)).toBe(text)
})
