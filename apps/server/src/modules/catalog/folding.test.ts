import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './folding.ts'

// Each line is one word as different people write it.
const same = [
  ['ёлка', 'елка', 'Ёлка', 'ЕЛКА', 'yolka', 'elka'],
  ['букет', 'Buket', 'БУКЕТ!'],
  ['цветы', 'tsvety', 'cvety', 'tsveti'],
  ['хризантема', 'xrizantema', 'khrizantema', 'hrizantema'],
  ['гўзал', 'go‘zal', 'goʻzal', "go'zal", 'go`zal', 'go’zal', 'gozal'],
  ['тоғ', 'tog‘', "tog'", 'tog'],
  ['йўл', 'yo‘l', "yo'l", 'yol'],
  ['ҳадя', 'hadya'],
  ['совға', 'sovg‘a', 'sovga'],
  ['қизил', 'qizil'],
  ['жасмин', 'jasmin', 'zhasmin'],
  ['шоколад', 'shokolad'],
  ['борщ', 'borshch', 'borsch'],
  ['чай', 'chay', 'chai'],
  ['лилия', 'liliya', 'lilia', 'Liliia'],
  ['красный', 'krasnyy', 'krasny', 'krasniy'],
  ['орхидея', 'orxideya', 'orkhideya', 'orhideya'],
  ['дельфиниум', 'delfinium', 'delphinium'],
  ['кактус', 'kaktus', 'cactus'],
  ['зелёный', 'зеленый', 'zelyony'],
  ['ёш', 'yosh'],
  ['ер', 'yer'],
  ['crème brûlée', 'creme brulee'],
]

test.each(same)('%s is one word in every script and spelling (Y5)', (...spellings) => {
  expect(new Set(spellings.map(foldText)).size).toBe(1)
})

test.each([
  ['цвет', 'свет'],
  ['роза', 'рожа'],
  ['101 роза', '11 роза'],
  ['ваза', 'база'],
])('%s and %s stay two words', (one, other) => {
  expect(foldText(one)).not.toBe(foldText(other))
})

test('marks, blanks and line breaks part words, once', () => {
  expect(foldText('  Роза — «Red\tNaomi»,\n51 шт. ')).toBe('roza red naomi 51 sht')
})

test('whatever is written, what is left are letters, digits and single blanks', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[а-яёўғқҳА-Яa-z‘'ʻ \d]*$/))
  fc.assert(
    fc.property(text, (words) => {
      expect(foldText(words)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u)
    }),
  )
})

test('words do not change by standing beside others', () => {
  const word = fc.stringMatching(/^[а-яёўғқҳa-z]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(foldText(words.join(' '))).toBe(words.map(foldText).filter(Boolean).join(' '))
    }),
  )
})
