import { words } from '../../language.ts'
import { formatPhone } from '../../parts/phone-text.ts'
import { usePhoneTools } from '../../parts/use-phone-tools.ts'
import { shop } from '../../shop.ts'

// Who adds people to the practice Telegram knows their numbers; a wall of them would hide the form.
const SHOWN = 4

/**
 * Only in the demo: the numbers that the simulated Telegram can confirm. With a number of one's
 * own the bot would rightly say that it is not the one it knows.
 */
export function DemoPhones({ onChoose }: { onChoose: (text: string) => void }) {
  const tools = usePhoneTools()
  const phones = shop.value.demoPhones?.slice(0, SHOWN)
  if (!phones?.length) return null
  return (
    <fieldset class="demo-phones">
      <legend>{words.value.register.demoPhones}</legend>
      {phones.map((phone) => {
        const { text } = formatPhone(phone, tools)
        return (
          <button key={phone} type="button" class="figures" onClick={() => onChoose(text)}>
            {text}
          </button>
        )
      })}
    </fieldset>
  )
}
