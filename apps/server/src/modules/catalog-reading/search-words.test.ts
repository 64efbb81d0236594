import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '#catalog'
import { isNearly, readSearch, slips, stemOf } from './search-words.ts'

describe('what somebody means (Y5)', () => {
  const none = new Map<string, string[]>()

  test('is words, each once, in the one script, and no more than anybody means', () => {
    expect(readSearch('  Розы, РОЗЫ — gullar! ', none).map(({ words }) => words)).toEqual([['rozi'], ['gular']])
    expect(readSearch('!!! ’‘', none)).toEqual([])
    expect(readSearch('a b c d e f g h i j k', none)).toHaveLength(8)
  })

  test('is also what means the same, of a phrase as a whole and of a declined word', () => {
    const synonyms = new Map([
      ['den rojdenia', ['tugilgan kun']],
      ['roza', ['atirgul']],
    ])
    expect(readSearch('роз на день рождения', synonyms)).toEqual([
      { words: ['roz'], synonyms: [['atirgul']] },
      { words: ['na'], synonyms: [] },
      { words: ['den', 'rojdenia'], synonyms: [['tugilgan', 'kun']] },
    ])
  })

  test('is no beginning of a word when it is one letter held down', () => {
    expect(readSearch('zzzz', none)).toEqual([{ words: ['z'], synonyms: [], isWhole: true }])
    expect(readSearch('z роззы', none)).toEqual([
      { words: ['z'], synonyms: [] },
      { words: ['rozi'], synonyms: [] },
    ])
  })

  test('is the same however it is written', () => {
    const text = fc.stringMatching(/^[а-яёўғқҳ ]{0,40}$/)
    fc.assert(
      fc.property(text, (typed) => {
        const wanted = readSearch(typed, none)
        expect(readSearch(typed.toUpperCase(), none)).toEqual(wanted)
        // Of a letter that was held down folded words do not tell.
        const told = wanted.map(({ words, synonyms }) => ({ words, synonyms }))
        expect(readSearch(foldText(typed), none)).toEqual(told)
      }),
    )
  })
})

test.each([
  ['roza', 'roz'],
  ['rozi', 'roz'],
  ['rozoi', 'roz'],
  ['guli', 'gul'],
  ['rozami', 'roz'],
  ['tiulpanov', 'tiulpan'],
  ['gular', 'gul'],
  ['mai', 'mai'],
  ['buket', 'buket'],
])('%s is declined from %s', (word, stem) => {
  expect(stemOf(word)).toBe(stem)
})

describe('a slip of the fingers (Y5)', () => {
  test.each([
    ['tulpani', 'tiulpani', true],
    ['hriznatema', 'hrizantema', true],
    ['razi', 'rozi', true],
    ['bukte', 'buket', true],
    ['orhedeia', 'orhideia', true],
    // The beginning of a word that goes on.
    ['shokalad', 'shokoladnie', true],
    ['roza', 'vaza', false],
    ['roz', 'raz', false],
    // Of three letters: one that is missing, or two that are swapped.
    ['rzi', 'rozi', true],
    ['roi', 'rozi', true],
    ['ugl', 'gul', true],
    ['rom', 'grom', false],
    ['rzi', 'rozii', false],
    ['rz', 'roz', false],
    ['razi', 'rozmarin', false],
    ['buket', 'bilet', false],
    ['tiulpani', 'pioni', false],
  ])('%s for %s: %s', (typed, word, expected) => {
    expect(isNearly(typed, word)).toBe(expected)
  })

  const word = fc.stringMatching(/^[a-f]{0,10}$/)

  test('is counted alike both ways, and is nothing between the same', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(slips(one, other)).toBe(slips(other, one))
        expect(slips(one, other) === 0).toBe(one === other)
        expect(slips(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length))
      }),
    )
  })

  test('anywhere in a word of four letters or more is forgiven', () => {
    const long = fc.stringMatching(/^[a-z]{5,12}$/)
    const slip = fc.record({
      at: fc.nat(11),
      kind: fc.constantFrom('drop', 'swap', 'change', 'add'),
      letter: fc.stringMatching(/^[a-z]$/),
    })
    fc.assert(
      fc.property(long, slip, (meant, { at, kind, letter }) => {
        const nth = at % meant.length
        const [before, after] = [meant.slice(0, nth), meant.slice(nth + 1)]
        const own = meant[nth] ?? ''
        const typed = {
          drop: before + after,
          swap: before + (after[0] ?? '') + own + after.slice(1),
          change: before + letter + after,
          add: before + letter + own + after,
        }[kind]
        expect(isNearly(typed, meant)).toBe(true)
      }),
    )
  })
})
