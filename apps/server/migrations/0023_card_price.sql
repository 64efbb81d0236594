-- Written by hand: what products cost in lists, which is the cheapest that can be bought, and no more that which is sold out.
WITH sums AS (
  SELECT DISTINCT ON (product_id) product_id, price_minor, regular_price_minor, coalesce(stock > 0, in_stock) AS in_stock
  FROM offers WHERE gone_at IS NULL AND price_minor IS NOT NULL
  ORDER BY product_id, coalesce(stock > 0, in_stock) DESC, price_minor, position, sku)
UPDATE products
SET price_minor = sums.price_minor, regular_price_minor = sums.regular_price_minor, in_stock = sums.in_stock
FROM sums
WHERE products.id = sums.product_id
  AND (products.price_minor, products.regular_price_minor, products.in_stock)
    IS DISTINCT FROM (sums.price_minor, sums.regular_price_minor, sums.in_stock);
