import type { Call, Route } from '../call.ts'
import { WpError } from '../errors.ts'

interface Country {
  code: string
  name: string
  states: { code: string; name: string }[]
}

// As many as tests and the demo have use for.
const countries: Country[] = [
  { code: 'KZ', name: 'Kazakhstan', states: [] },
  { code: 'RU', name: 'Russia', states: [] },
  {
    code: 'UA',
    name: 'Ukraine',
    states: [
      { code: 'UA05', name: 'Вінниччина' },
      { code: 'UA30', name: 'Київ' },
    ],
  },
  { code: 'UZ', name: 'Uzbekistan', states: [] },
]

const continents = [
  { code: 'AS', name: 'Asia', countries: ['KZ', 'UZ'] },
  { code: 'EU', name: 'Europe', countries: ['RU', 'UA'] },
]

/** What the codes in the places of zones mean. */
export const placeRoutes: Route[] = [
  {
    methods: ['GET'],
    path: '/wc/v3/data/countries/:code',
    right: 'list',
    answer: (call) => ({ body: find(countries, call) }),
  },
  {
    methods: ['GET'],
    path: '/wc/v3/data/continents/:code',
    right: 'list',
    answer: (call) => {
      const { code, name, countries: codes } = find(continents, call)
      return { body: { code, name, countries: codes.map((code) => countries.find((one) => one.code === code)) } }
    },
  },
]

function find<Place extends { code: string }>(places: Place[], { words }: Call): Place {
  const place = places.find(({ code }) => code === words.code?.toUpperCase())
  if (!place)
    throw new WpError(
      404,
      'woocommerce_rest_data_invalid_location',
      'There are no locations matching these parameters.',
    )
  return place
}
