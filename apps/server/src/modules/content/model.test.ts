import { expect, test } from 'vitest'
import { slugOf } from '#platform'
import { pageAbout } from './model.ts'

test.each([
  ['terms', ['delivery', 'terms'], 'terms'],
  ['terms', ['oferta', 'terms-and-conditions'], 'terms-and-conditions'],
  ['terms', [slugOf('Публичная оферта')], 'публичная-оферта'],
  ['terms', [slugOf('Ommaviy oferta')], 'ommaviy-oferta'],
  ['terms', ['delivery-terms', 'usloviya-dostavki'], undefined],
  ['contacts', ['about', slugOf('%D0%9A%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82%D1%8B')], 'контакты'],
  ['contacts', [slugOf('Biz bilan bogʻlanish')], 'biz-bilan-boglanish'],
  ['contacts', [], undefined],
] as const)('the page about %s among %j is %s (T11)', (subject, slugs, found) => {
  expect(
    pageAbout(
      slugs.map((slug) => ({ slug })),
      subject,
    )?.slug,
  ).toBe(found)
})
