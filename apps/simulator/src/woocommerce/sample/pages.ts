import type { PostFields } from '../world/posts.ts'

export const samplePages: PostFields[] = [
  {
    title: 'Доставка и оплата',
    slug: 'delivery',
    content:
      '<!-- wp:paragraph -->\n<p>Привозим букеты по Ташкенту каждый день с 9:00 до 22:00 -- "день в день", если заказать до 20:00.</p>\n<!-- /wp:paragraph -->\n\n' +
      '<!-- wp:list -->\n<ul><li>Курьером: 25 000 сум</li><li>От 500 000 сум: бесплатно</li><li>Самовывоз & примерка букета: бесплатно</li></ul>\n<!-- /wp:list -->',
  },
  {
    title: 'О нас',
    slug: 'about',
    content: 'Мы собираем букеты с 2014 года.\nНаш девиз: "gul -- ko\'ngil izhori".\n\nПриходите в гости...',
  },
  { title: 'Возврат & обмен', slug: 'returns', content: 'Если букет завял в первый день, заменим его без вопросов.' },
  { title: 'Черновик', slug: 'draft', status: 'draft', content: 'Этого никто не видит.' },
]

export const samplePosts: PostFields[] = [
  {
    title: 'Пионы уже здесь',
    slug: 'peonies',
    excerpt: 'Скидка 15 % на пионовые букеты до воскресенья.',
    content: 'Скидка 15 % на пионовые букеты до воскресенья.',
  },
  {
    title: 'Открытка в подарок',
    slug: 'free-card',
    excerpt: 'К каждому букету от 300 000 сум.',
    content: 'К каждому букету от 300 000 сум открытка в подарок.',
  },
]
