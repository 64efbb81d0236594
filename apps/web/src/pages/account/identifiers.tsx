import type { Identifier } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { addingUnderWay } from '../../parts/adding-under-way.ts'
import { Card } from '../../parts/card.tsx'
import { usePhoneTools } from '../../parts/use-phone-tools.ts'
import { api, ownId } from '../../site.ts'
import { AddIdentifier } from './add-identifier.tsx'
import { IdentifierItem } from './identifier-item.tsx'
import { OwnSheet } from './own-sheet.tsx'
import { useOwn, useReloading } from './use-own.ts'

export type Kind = Identifier['kind']
const kinds: readonly Kind[] = ['phone', 'email', 'telegram']

/** What the person is found by, proven or not, and how to change it. */
export function Identifiers() {
  const own = useOwn(async () => (await api.get('/api/me/identifiers')).items)
  const [adding, setAdding] = useState(() => addingUnderWay.read(ownId()))
  const { identifiers } = cabinet.value
  usePhoneTools()
  useReloading(own.load)
  return (
    <Card heading={identifiers.heading}>
      <p class="soft">{identifiers.lead}</p>
      <OwnSheet own={own} lines={3}>
        {(items) => (
          <ul class="identifiers">
            {kinds.map((kind) => {
              const item = items.find((one) => one.kind === kind)
              return (
                <IdentifierItem
                  key={kind}
                  kind={kind}
                  item={item}
                  isLast={items.filter(({ verified }) => verified).length < 2}
                  onAdd={() => setAdding({ kind, value: item && !item.verified ? item.value : '' })}
                  onRemoved={own.load}
                />
              )
            })}
          </ul>
        )}
      </OwnSheet>
      {adding && <AddIdentifier {...adding} onClose={() => setAdding(undefined)} />}
    </Card>
  )
}
