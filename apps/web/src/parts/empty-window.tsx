import './empty-window.css'

/** The window of the home page with its lamp out and nothing shown: for ways that lead no further. */
export function EmptyWindow() {
  return (
    <svg class="empty-window" viewBox="0 0 480 560" aria-hidden="true">
      <path class="empty-window-wall" d="M40 520V220a200 200 0 0 1 400 0v300z" />
      <path class="empty-window-floor" d="M40 452h400v68H40z" />
      <path class="empty-window-shade" d="M240 100c-26 0-46 20-50 50h100c-4-30-24-50-50-50z" />
      <path class="empty-window-plinth" d="M78 372h104v80H78zM196 328h92v124h-92zM304 396h100v56H304z" />
      <circle class="empty-window-fruit" cx="368" cy="488" r="15" />
      <path class="empty-window-line" d="M240 20v80M40 520V220a200 200 0 0 1 400 0v300M16 520h448" />
    </svg>
  )
}
