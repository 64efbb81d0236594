import type { Locale } from '@vitrina/contract'
import { type MailWords, mailWords } from '@vitrina/contract/words/mail'
import { letterColors } from './letter-colors.ts'
import { button, codePanel, longLink, page, paragraph, quiet } from './letter-html.ts'
import type { LetterBody, MailShop } from './model.ts'

export interface CodeFacts {
  shop: MailShop
  code: string
  /** Who asked for it. Not the name they gave: it would be a stranger's sentence in our letter (S21). */
  origin: Parameters<MailWords['code']['origin']>[0]
}

/**
 * A letter that carries a code, and says who asked for it, so that its reader can refuse (X6). The subject does not: mail servers write subjects down. A letter
 * with another code needs another key, or mailboxes take it for the one before.
 */
export function codeLetter(locale: Locale, { shop, code, origin }: CodeFacts): LetterBody {
  const words = mailWords[locale]
  const { subject, title, instruction, secrecy, notYou } = words.code
  const asked = words.code.origin(origin)
  const footer = words.footer(shop.name)
  return {
    subject: subject(shop.name),
    text: joined([`${title}: ${code}`, instruction(shop.name), asked, notYou, secrecy], footer, shop),
    html: page({
      locale,
      shop,
      title,
      body: [codePanel(code), paragraph(instruction(shop.name)), paragraph(asked), quiet(notYou), quiet(secrecy)],
      footer,
    }),
  }
}

export interface Notice {
  shop: MailShop
  title: string
  paragraphs: string[]
  action?: { label: string; url: string }
}

/** A letter that tells something, with at most one thing to do about it. */
export function noticeLetter(locale: Locale, { shop, title, paragraphs, action }: Notice): LetterBody {
  const words = mailWords[locale]
  const footer = words.footer(shop.name)
  const colors = letterColors(shop.accent, 'light')
  const way = action ? [button(action.label, action.url, colors), longLink(words.linkHint, action.url)] : []
  return {
    subject: `${title} — ${shop.name}`,
    text: joined([title, ...paragraphs, ...(action ? [`${action.label}: ${action.url}`] : [])], footer, shop),
    html: page({ locale, shop, title, body: [...paragraphs.map(paragraph), ...way], footer }),
  }
}

function joined(paragraphs: string[], footer: string, shop: MailShop): string {
  return `${paragraphs.join('\n\n')}\n\n-- \n${footer}\n${shop.publicUrl}\n`
}
