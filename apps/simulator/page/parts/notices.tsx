import { useEffect, useRef } from 'preact/hooks'
import { alertText, toast } from '../model.ts'
import { words } from '../words.ts'

/** The line that an answer to a button shows over the chat. The region is always there, so that it is read out. */
export function Toast() {
  return (
    <div class="toast-place" role="status">
      {toast.value && <div class="toast">{toast.value}</div>}
    </div>
  )
}

/** An answer with `show_alert`: stays until it is closed. */
export function AlertBox() {
  const dialog = useRef<HTMLDialogElement>(null)
  const text = alertText.value
  useEffect(() => {
    if (text !== undefined && !dialog.current?.open) dialog.current?.showModal()
  }, [text])
  return (
    <dialog
      ref={dialog}
      class="alert"
      aria-labelledby="alert-text"
      onClose={() => {
        alertText.value = undefined
      }}
    >
      <p id="alert-text">{text}</p>
      <form method="dialog">
        <button type="submit" class="button">
          {words().ok}
        </button>
      </form>
    </dialog>
  )
}
