import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useSending } from '../../parts/use-sending.ts'

/** «Sign in with Telegram», and why it did not. */
export function TelegramButton({ onPress }: { onPress: () => Promise<void> }) {
  const sending = useSending()
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button
        kind="quiet"
        wide
        busy={sending.busy}
        paused={sending.pause !== undefined}
        onClick={() => void sending.send(onPress)}
      >
        <Icon name="plane" />
        {words.value.telegramLogin.button}
      </Button>
    </>
  )
}
