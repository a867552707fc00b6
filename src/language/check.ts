/** Whether a decoded scenario means something: names that exist, shares that add up, times in order. */
import { Check, type Checked } from "./check/check.ts"
import { checkClaims, checkHead } from "./check/claims.ts"
import { checkCrowd } from "./check/crowd.ts"
import { checkEvidence } from "./check/evidence.ts"
import { checkIdle } from "./check/idle.ts"
import { checkInstants } from "./check/instants.ts"
import { checkNames, checkOrders } from "./check/orders.ts"
import { checkPeople } from "./check/people.ts"
import { checkPlaces } from "./check/places.ts"
import { checkReach } from "./check/reach.ts"
import { checkServices } from "./check/services.ts"
import { checkOutside } from "./check/outside.ts"
import { checkOwn } from "./check/own.ts"
import { checkUnbuilt } from "./check/unbuilt.ts"
import type { Problem } from "./problem.ts"

/** All problems of references and meaning, at paths of the decoded tree. */
export function checkScenario(checked: Checked): ReadonlyArray<Problem> {
  const check = new Check(checked)
  checkNames(check)
  checkPlaces(check)
  checkServices(check)
  checkPeople(check)
  checkCrowd(check)
  checkOrders(check)
  checkReach(check)
  checkIdle(check)
  checkOwn(check)
  checkUnbuilt(check)
  checkInstants(check)
  checkEvidence(check)
  if (checked.part === "file") {
    checkHead(check)
    checkClaims(check)
    checkOutside(check)
  }
  return check.problems
}
