import './empty-window.css'

/** A window with nothing in it and its lamp out: for ways that lead no further. */
export function EmptyWindow() {
  return (
    <svg class="empty-window" viewBox="0 0 240 280" aria-hidden="true">
      <path class="empty-window-wall" d="M20 262V110a100 100 0 0 1 200 0v152z" />
      <path class="empty-window-line" d="M120 10v46" />
      <path class="empty-window-shade" d="M120 54c-13 0-23 10-25 25h50c-2-15-12-25-25-25z" />
      <path class="empty-window-plinth" d="M92 196h56v66H92z" />
      <path class="empty-window-frame" d="M20 262V110a100 100 0 0 1 200 0v152M6 262h228" />
    </svg>
  )
}
