import { type Locale, locales, verificationPurposes } from '@vitrina/contract'
import { contrast, readHex } from '@vitrina/contract/color'
import { mailWords } from '@vitrina/contract/words/mail'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeLetter, noticeLetter } from '#mail'
import { letterColors } from '../../src/modules/mail/letter-colors.ts'

const shop = { name: 'Сирень', publicUrl: 'https://shop.example', accent: '#1f6f5c' }
const origin = { purpose: 'register', when: '21 ноября в 14:05', device: 'Chrome, Windows' } as const
const notice = {
  shop,
  title: 'Пароль изменён',
  paragraphs: ['Для вашего аккаунта задан пароль.', 'Если это были не вы, отмените его.'],
  action: { label: 'Это не я', url: 'https://shop.example/undo?a=1&b=2' },
}

const bodies = (locale: Locale) => ({
  code: codeLetter(locale, { shop, code: '048151', origin }),
  notice: noticeLetter(locale, notice),
})

describe.each(locales)('a letter in %s (X2)', (locale) => {
  const words = mailWords[locale]

  test('with a code has it in the text and once in the HTML, and not in the subject', () => {
    const { subject, text, html } = bodies(locale).code
    expect(text).toContain('048151')
    expect(html.match(/048151/g)).toHaveLength(1)
    expect(subject).toBe(words.code.subject('Сирень'))
    expect(subject).not.toContain('048151')
    for (const sentence of [
      words.code.title,
      words.code.instruction('Сирень'),
      words.code.secrecy,
      words.code.notYou,
      words.code.origin(origin),
    ]) {
      expect(text).toContain(sentence)
      expect(unescaped(html)).toContain(sentence)
    }
  })

  test('with a code says when and from where it was asked for, in words for each purpose (X6)', () => {
    const said = verificationPurposes.map((purpose) => words.code.origin({ ...origin, purpose }))
    expect(new Set(said).size).toBe(verificationPurposes.length)
    for (const sentence of said) expect(sentence).toMatch(/: Chrome, Windows, 21 ноября в 14:05\.$/)
  })

  test('that tells something has all of it in both, and its link', () => {
    const { subject, text, html } = bodies(locale).notice
    for (const part of [notice.title, ...notice.paragraphs, notice.action.label, notice.action.url]) {
      expect(text).toContain(part)
      expect(unescaped(html)).toContain(part)
    }
    expect(subject).toBe('Пароль изменён — Сирень')
    expect(html).toContain('href="https://shop.example/undo?a=1&amp;b=2"')
  })

  test('says its language, fetches nothing and leaves nothing unfilled', () => {
    for (const { text, html, subject } of Object.values(bodies(locale))) {
      expect(html).toContain(`<html lang="${locale}">`)
      expect(html).not.toMatch(/<img|<script|<link|@import|url\(/i)
      for (const one of [text, html, subject]) expect(one).not.toMatch(/undefined|null|\[object|\$\{|=>/)
    }
  })
})

test('what others wrote is shown as they wrote it, and is never markup (S21)', () => {
  const name = `<img src=x onerror="alert('1')">&amp;`
  const evil = {
    shop: { ...shop, name },
    title: name,
    paragraphs: [name],
    action: { label: name, url: `https://x/"><b>` },
  }
  const letters = [
    codeLetter('ru', { shop: evil.shop, code: '048151', origin: { ...origin, device: name } }),
    noticeLetter('en', evil),
  ]
  for (const { text, html } of letters) {
    expect(html).not.toMatch(/<img|<b>/)
    expect(unescaped(html)).toContain(name)
    expect(text).toContain(name)
  }
})

test('whatever colour a shop has, its name and its button can be read by day and by night (WCAG AA)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), fc.constantFrom('light', 'dark'), (value, scheme) => {
      const { accent, onAccent, card, paper } = letterColors(`#${value.toString(16).padStart(6, '0')}`, scheme)
      const of = (one: string, other: string) => contrast(color(one), color(other))
      expect(Math.min(of(accent, onAccent), of(accent, card), of(accent, paper))).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test.each(['light', 'dark'] as const)('every other text can be read too, %s', (scheme) => {
  const { ink, soft, card, paper, panel } = letterColors('#1f6f5c', scheme)
  for (const text of [ink, soft]) {
    for (const ground of [card, paper, panel]) expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5)
  }
})

function color(hex: string) {
  const read = readHex(hex)
  if (!read) throw new Error(`${hex} is no colour`)
  return read
}

function unescaped(html: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
