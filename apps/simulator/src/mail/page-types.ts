// What travels between the mailbox's routes and the page. Types only: the page compiles them for a browser.

/** A letter as the page lists and shows it; its HTML has an address of its own. */
export interface LetterView {
  id: string
  to: string
  from: { name: string; address: string }
  subject: string
  text: string
  hasHtml: boolean
  at: number
}
