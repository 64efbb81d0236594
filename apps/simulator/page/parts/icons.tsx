const paths = {
  back: 'M14.5 5 8 12l6.5 7',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  clip: 'm8 12.5 5.3-5.3a2.8 2.8 0 0 1 4 4L10 18.5a4.6 4.6 0 0 1-6.5-6.5l7-7',
  send: 'M12 19V5m-6 6 6-6 6 6',
  keyboard: 'M4 7h16v10H4zM7.5 10.5h.01M12 10.5h.01M16.5 10.5h.01M8.5 14h7',
  down: 'm6 9.5 6 6 6-6',
  outside: 'M9 6h9v9M18 6 7 17',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  contact: 'M12 12.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5.5 19a6.5 6.5 0 0 1 13 0',
  plus: 'M12 5v14M5 12h14',
  chat: 'M5 6h14v10h-8l-4 3.5V16H5z',
  sms: 'M7.5 3.5h9v17h-9zM10.5 7.5h3M10.5 10.5h3M11.5 17.5h1',
  letter: 'M4 6.5h16v11H4zM4.5 7.5l7.5 6 7.5-6',
}

export type IconName = keyof typeof paths

/** A line drawing beside a text or under a label; never the only name of anything. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
