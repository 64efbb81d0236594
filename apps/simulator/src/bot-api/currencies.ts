interface Bounds {
  /** In the currency's smallest units. */
  least: number
  most: number
}

/** About one and ten thousand US dollars; Telegram reckons them anew as rates change. */
const around = (unitsForADollar: number, digits = 2): Bounds => {
  const least = Math.round(unitsForADollar * 10 ** digits)
  return { least, most: least * 10_000 }
}

/** Currencies that bots may ask for, of those near this shop, and how much of them. */
export const currencies: Record<string, Bounds> = {
  USD: around(1),
  EUR: around(0.87),
  GBP: around(0.76),
  RUB: around(80),
  UZS: around(12_100),
  KZT: around(520),
  KGS: around(87.4),
  TJS: around(9.3),
  AZN: around(1.7),
  AMD: around(382),
  GEL: around(2.7),
  BYN: around(3.2),
  UAH: around(42),
  MDL: around(17),
  TRY: around(42),
  AED: around(3.67),
  PLN: around(3.7),
  CNY: around(7.1),
  INR: around(88),
  JPY: around(155, 0),
  KRW: around(1460, 0),
  VND: around(26_300, 0),
  XTR: { least: 1, most: 25_000 },
}
