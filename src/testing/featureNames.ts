/** Names of features, as a test gives them. */
import { FEATURES, type Feature } from "../check/features.ts"
import { didYouMean } from "../language/nearest.ts"

/** @fails TypeError where one is none: a misspelt name would leave out nothing */
export function featuresIn(names: ReadonlyArray<string> | undefined): ReadonlyArray<Feature> {
  return (names ?? []).map((name) => {
    const feature = FEATURES.find((one) => one === name)
    if (feature === undefined) throw new TypeError(`there is no feature "${name}"; ${didYouMean(name, FEATURES) ?? `known: ${FEATURES.join(", ")}`}`)
    return feature
  })
}
