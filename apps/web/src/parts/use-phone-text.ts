import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatPhone, type Typed, typePhone, withCountry } from './phone-text.ts'
import type { FieldState } from './use-field.ts'
import { usePhoneTools } from './use-phone-tools.ts'

// Browsers that fill a field in by themselves do not all say so.
const AUTOFILL = 'insertReplacementText'

/** A number that groups itself as it is typed, and what is known of it. */
export function usePhoneText(field: FieldState) {
  const tools = usePhoneTools()
  const input = useRef<HTMLInputElement>(null)
  const placeCaret = useCaret(input)
  const [eight, setEight] = useState(false)
  const take = (typed: Typed) => {
    field.set(typed.text)
    if (typed.eight || !typed.text) setEight(typed.eight)
  }
  // Typed before the numbering plan arrived. At once: what is typed before it is drawn would be taken back.
  useLayoutEffect(() => {
    if (tools && field.value) take(formatPhone(field.value, tools))
  }, [tools])
  return {
    input,
    country: formatPhone(field.value, tools).country,
    /** A leading 8 was read as +7. */
    eight,
    type(node: HTMLInputElement, inputType: string) {
      const caret = node.selectionStart ?? node.value.length
      const typed = typePhone({ before: field.value, text: node.value, caret, inputType: inputType || AUTOFILL }, tools)
      // Set here as well: when the text comes out the same, nothing is drawn again.
      node.value = typed.text
      placeCaret(typed.caret)
      take(typed)
    },
    leave() {
      const finished = tools ? formatPhone(withCountry(field.value, tools), tools) : undefined
      if (finished && finished.text !== field.value) take(finished)
      field.leave(finished?.text)
    },
  }
}

/** Keeps the caret where it was put: drawn again, the text would throw it to its end. */
function useCaret(input: RefObject<HTMLInputElement>): (place: number) => void {
  const wanted = useRef<number>()
  useLayoutEffect(() => {
    const node = input.current
    const place = wanted.current
    wanted.current = undefined
    if (node && place !== undefined && document.activeElement === node) node.setSelectionRange(place, place)
  })
  return (place) => {
    input.current?.setSelectionRange(place, place)
    wanted.current = place
  }
}
