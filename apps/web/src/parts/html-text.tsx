import './html-text.css'

/** A merchant's text with its markup. The server has let through what neither runs nor fetches anything. */
export function HtmlText({ html, lead = false }: { html: string; lead?: boolean }) {
  // Sanitised when it was stored, by an allow-list (S21)
  return <div class={`html-text${lead ? ' lead' : ''}`} dangerouslySetInnerHTML={{ __html: html }} />
}
