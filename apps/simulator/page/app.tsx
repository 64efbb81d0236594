import { useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { loadPeople } from './model.ts'
import { AlertBox } from './parts/notices.tsx'
import { ScreenSwitch } from './parts/screen-switch.tsx'
import { screen } from './screens.ts'

/** Everything that the simulator plays, one at a time. */
export function App() {
  useEffect(() => void loadPeople(), [])
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
