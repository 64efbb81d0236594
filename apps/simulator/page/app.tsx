import { useSignalEffect } from '@preact/signals'
import { isFollowing, myId } from './model.ts'
import { AlertBox } from './parts/notices.tsx'
import { ScreenSwitch } from './parts/screen-switch.tsx'
import { screen } from './screens.ts'
import { follow } from './stream.ts'

/** Everything that the simulator plays, one at a time. */
export function App() {
  useSignalEffect(() => (isFollowing.value ? follow(myId.value) : undefined))
  useSignalEffect(() => {
    document.title = screen.value.title()
  })
  const { View } = screen.value
  return (
    <div class="simulator">
      <ScreenSwitch />
      <View />
      <AlertBox />
    </div>
  )
}
