import { z } from 'zod'
import { CartProblem } from './cart.ts'
import { Quote } from './orders.ts'

/** RFC 9457 problem details with our stable `code`; `retryAfter` in seconds. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  /** What of a cart stands in the way of an order (G11). */
  problems: z.array(CartProblem).optional(),
  /** What the order would cost now, when that is not what was expected (G3). */
  quote: Quote.optional(),
  retryAfter: z.int().optional(),
  /** Of a code that was refused: how many more may be tried, to the browser that asked for it. */
  attemptsLeft: z.int().optional(),
  requestId: z.string().optional(),
  /** On the routes of contract C. */
  success: z.literal(false).optional(),
  message: z.string().optional(),
  /** On the routes of contract D. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Problem = z.infer<typeof Problem>
