import { useEffect } from 'preact/hooks'
import { openShop, shop } from '../../shop.ts'
import { api } from '../../site.ts'

const ASK_AGAIN_MS = 5000

/** Whether anybody can register just now; asked again until they can. */
export function useIsOpen(): boolean {
  const isOpen = shop.value.methods.includes('telegram_contact')
  useEffect(() => {
    if (isOpen) return
    const timer = setInterval(() => void openShop(() => api.get('/api/config')).catch(() => {}), ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isOpen])
  return isOpen
}
