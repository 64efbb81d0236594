import type { PersonView } from '../../src/control/page-types.ts'
import { becomePerson, bot, chat, doIt, typing } from '../model.ts'
import { connected } from '../stream.ts'
import { words } from '../words.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { Menu } from './menu.tsx'
import { fullName } from './people-picker.tsx'

/** With whom one talks, as whom, and what else can be done. */
export function ChatHeader({ person }: { person: PersonView }) {
  const t = words()
  const name = bot.value?.name ?? ''
  const status = connected.value ? (typing.value ? t.typing : t.bot) : t.connecting
  return (
    <header class="bar">
      {bot.value?.siteUrl && (
        <a class="icon-button" href={bot.value.siteUrl} aria-label={t.backToSite} title={t.backToSite}>
          <Icon name="back" />
        </a>
      )}
      <Avatar id={4} name={name} />
      <div class="bar-text">
        <h1>{name}</h1>
        <p class={connected.value ? '' : 'waiting'}>{status}</p>
      </div>
      <button type="button" class="me" onClick={() => becomePerson(undefined)} title={t.switchPerson}>
        <span class="hidden">
          {t.you} {fullName(person)}. {t.switchPerson}
        </span>
        <span aria-hidden="true">{person.firstName}</span>
        <Avatar id={person.id} name={fullName(person)} small />
      </button>
      <Menu id="chat-menu" label={t.menu} icon={<Icon name="more" />} place="under">
        <button type="button" onClick={() => becomePerson(undefined)}>
          {t.switchPerson}
        </button>
        {chat.value?.started && (
          <button type="button" onClick={() => void doIt(chat.value?.blocked ? 'unblock' : 'block')}>
            {chat.value.blocked ? t.unblock : t.block}
          </button>
        )}
        {bot.value?.siteUrl && <a href={bot.value.siteUrl}>{t.backToSite}</a>}
        <LanguageChoice />
      </Menu>
    </header>
  )
}
