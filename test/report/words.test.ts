import { expect, test } from "vitest"
import { amount, beside, BRIEF, bytes, count, counted, firstFew, instant, listed, percent, percentOf, short, signed, signedAmount } from "../../src/report/words.ts"

test("Whole numbers have commas, small fractions one digit", () => {
  expect([0, 999, 1000, 1234567, 12.34, 2.0, 1234.5, -4200].map(count)).toEqual(["0", "999", "1,000", "1,234,567", "12.3", "2", "1,235", "-4,200"])
})

test("Something is never nothing and a part never the whole", () => {
  expect(percent(1, 1_000_000)).toBe("<0.1 %")
  expect(percent(999_999, 1_000_000)).toBe(">99.9 %")
  expect(percent(0, 7)).toBe("0 %")
  expect(percent(7, 7)).toBe("100 %")
  expect(percent(1, 3)).toBe("33.3 %")
  expect(percent(0, 0)).toBe("–")
})

test("Short numbers keep three digits", () => {
  expect([0, 999, 9999, 10_000, 82_254, 999_499, 999_500, 3_429_520, 18_628_612, 2_000_000_000].map(short)).toEqual(["0", "999", "9,999", "10.0k", "82.3k", "999k", "1.00M", "3.43M", "18.6M", "2.00G"])
})

test("A percentage comes with its denominator", () => {
  expect(percentOf(1, 3000)).toBe("<0.1 % of 3,000")
  expect(percentOf(0, 0)).toBe("none tried")
})

test("Differences are signed and zero is not", () => {
  expect([5, -5, 0, 1234.4, -0.01].map(signed)).toEqual(["+5", "−5", "0", "+1,234", "0"])
})

test("Bytes take the largest decimal unit", () => {
  expect([0, 999, 1000, 20_000, 1_824_680_000, 160_000_000].map(bytes)).toEqual(["0 B", "999 B", "1.0 kB", "20.0 kB", "1.8 GB", "160 MB"])
})

test("Instants leave out what is zero", () => {
  expect(instant("2015-12-30T19:00:00.000Z")).toBe("2015-12-30 19:00")
  expect(instant("2015-12-30T19:00:01.250Z")).toBe("2015-12-30 19:00:01.250")
})

test("Lists are joined as in a sentence", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"])
  expect(firstFew(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more")
  expect([counted(1, "run"), counted(2, "run"), counted(2, "person", "people")]).toEqual(["1 run", "2 runs", "2 people"])
})

test("A number to be read out is whole up to a million, then has three digits and a name", () => {
  expect([0, 3, 926_570, 999_499, 999_500, 2_913_004, 999_600_000, 4_160_000_000, 5_000_000_000_000].map((n) => amount(n))).toEqual(["0", "3", "926,570", "999,499", "1.00 million", "2.91 million", "1.00 billion", "4.16 billion", "5.00 trillion"])
  expect(amount(2_913_004, BRIEF)).toBe("2.91M")
  expect([-775_564, 0, 2_913_004].map((n) => signedAmount(n))).toEqual(["−775,564", "0", "+2.91 million"])
})

test("Half an interval has the unit and the digits of its mean, and is never told narrower than it is", () => {
  expect(beside(54_321, 1_234_567, BRIEF)).toBe("0.06M")
  expect(beside(518_613, 70_400_000, BRIEF)).toBe("0.6M")
  expect(beside(12.2, 354.6)).toBe("12.2")
  expect(beside(12.21, 354.6)).toBe("12.3")
  expect(beside(86_057.2, 665_000)).toBe("86,058")
  expect(beside(10_000, 1_230_000)).toBe("0.01 million")
})
