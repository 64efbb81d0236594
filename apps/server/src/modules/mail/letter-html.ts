import type { Locale } from '@vitrina/contract'
import { type LetterColors, letterColors } from './letter-colors.ts'
import type { MailShop } from './model.ts'

/** A piece of HTML: made here and of escaped texts only, so that a text cannot be taken for one (S21). */
export type Html = string & { readonly __brand: 'Html' }

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

/** Text that is filled in is escaped; only what is HTML already goes in as it is. */
export function html(parts: TemplateStringsArray, ...values: (string | Html[] | { html: Html })[]): Html {
  return String.raw({ raw: parts }, ...values.map(fill)) as Html
}

function fill(value: string | Html[] | { html: Html }): string {
  if (typeof value === 'string') return escapeText(value)
  return Array.isArray(value) ? value.join('') : value.html
}

// Outlook reads no `font` in one piece, and quotes would have to be escaped.
const SANS = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif'
const SERIF = 'font-family:Georgia,Times New Roman,serif'
const MONO = 'font-family:Consolas,Menlo,Courier New,monospace'

const colors = letterColors('#1d1b18', 'light')

export function paragraph(text: string): Html {
  return html`<p class="ink" style="margin:0 0 16px;${SANS};font-size:16px;line-height:1.6;color:${colors.ink}">${text}</p>`
}

export function quiet(text: string): Html {
  return html`<p class="soft" style="margin:0 0 12px;${SANS};font-size:14px;line-height:1.6;color:${colors.soft}">${text}</p>`
}

/** Large, and chosen as a whole by one press where the program allows it. */
export function codePanel(code: string): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 24px"><tr><td class="panel" align="center" bgcolor="${colors.panel}" style="padding:22px 12px;border-radius:12px;background-color:${colors.panel}"><span class="ink" style="${MONO};font-weight:700;font-size:36px;line-height:1.2;letter-spacing:6px;padding-left:6px;color:${colors.ink};user-select:all;-webkit-user-select:all">${code}</span></td></tr></table>`
}

/** A button that Outlook draws too: a coloured cell with a link in it. */
export function button(label: string, url: string, { accent, onAccent }: LetterColors): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px"><tr><td class="fill" bgcolor="${accent}" style="border-radius:10px;background-color:${accent}"><a class="on-fill" href="${url}" target="_blank" style="display:inline-block;padding:13px 24px;${SANS};font-weight:600;font-size:16px;line-height:1.3;color:${onAccent};text-decoration:none">${label}</a></td></tr></table>`
}

export function longLink(hint: string, url: string): Html {
  return html`<p class="soft" style="margin:0 0 12px;${SANS};font-size:13px;line-height:1.6;color:${colors.soft}">${hint}<br><a class="link" href="${url}" target="_blank" style="color:${colors.soft};word-break:break-all">${url}</a></p>`
}

export interface LetterPage {
  locale: Locale
  shop: MailShop
  title: string
  body: Html[]
  footer: string
}

/**
 * The whole letter: tables and styles in place, because mail programs drop the rest; the sheet adds
 * night colours where it is understood. No pictures, nothing from elsewhere. Names of a hundred
 * letters break: `word-break` so, though outdated, is the spelling that most programs read.
 */
export function page({ locale, shop, title, body, footer }: LetterPage): Html {
  const day = letterColors(shop.accent, 'light')
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<meta name="x-apple-disable-message-reformatting">
<title>${title}</title>
<style>${{ html: nightSheet(shop.accent) }}</style>
</head>
<body class="paper" style="margin:0;padding:0;background-color:${day.paper};-webkit-text-size-adjust:100%">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${day.paper}" style="background-color:${day.paper}">
<tr><td align="center" style="padding:28px 12px">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;word-break:break-word">
<tr><td style="padding:0 8px 14px"><a class="accent" href="${shop.publicUrl}" target="_blank" style="${SANS};font-weight:600;font-size:16px;line-height:1.3;color:${day.accent};text-decoration:none">${shop.name}</a></td></tr>
<tr><td class="card" bgcolor="${day.card}" style="padding:32px 28px 20px;border:1px solid ${day.line};border-radius:16px;background-color:${day.card}">
<h1 class="ink" style="margin:0 0 16px;${SERIF};font-weight:400;font-size:27px;line-height:1.25;color:${day.ink}">${title}</h1>
${body}
</td></tr>
<tr><td class="soft" style="padding:16px 8px 0;${SANS};font-size:13px;line-height:1.6;color:${day.soft}">${footer}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>`
}

function nightSheet(accent: string): Html {
  const { paper, card, panel, ink, soft, line, accent: shown, onAccent } = letterColors(accent, 'dark')
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background-color:${paper}!important}
.card{background-color:${card}!important;border-color:${line}!important}
.panel{background-color:${panel}!important}
.ink{color:${ink}!important}
.soft,.link{color:${soft}!important}
.accent{color:${shown}!important}
.fill{background-color:${shown}!important}
.on-fill{color:${onAccent}!important}
}` as Html
}
