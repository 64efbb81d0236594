-- Written by hand: addresses of people who used a coupon of a WooCommerce were kept as hashes that can be guessed (S18).
-- Customers of ours are kept; the others are read again with the next look at all coupons, which is at once.
UPDATE "coupons" SET "used_elsewhere_by" = ARRAY(SELECT name FROM unnest("used_elsewhere_by") AS name WHERE name LIKE 'customer:%') WHERE "used_elsewhere_by" <> '{}';
