/** The life of orders and answers: states, time in breach, when something finished, fines. */
import type { OrderLife } from "../world/record.ts"
import { moveMeant, movesSelected } from "./measurecopies.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { authoritiesOf, causeMatches, type Question, tidy } from "./question.ts"

/**
 * States that an order entered in the window, in order, and what stands when it ends: its last state and that of its
 * demands. An order in effect when the window begins counts as in effect in it. An answer is `happened` or `never`. A site
 * is `running`, `stopped`, `failing` or `unreachable`, and from then on `seized` or `transferred` too.
 */
export function measureState(question: Question): Observation {
  const { claim, run, window } = question
  const named = (["order", "answer", "site"] as const).filter((key) => claim[key] !== undefined)
  if (named.length > 1) return notExercised("words", `it names an ${named.join(" and a ")}: whose state is meant?`)
  if (claim.site !== undefined) return siteStates(question, claim.site)
  if (claim.answer !== undefined) {
    const answer = run.record.answers.find((one) => one.id === claim.answer)
    if (answer === undefined) return notExercised("words", `the answer ${claim.answer} is switched off in this variant`)
    const word = answer.atMs !== undefined && answer.atMs < window.untilMs && answer.atMs >= window.fromMs ? "happened" : "never"
    return observation({ unit: "words", words: word === "never" ? [] : [word], standing: [word] })
  }
  const life = orderOf(question)
  if (typeof life === "string") return notExercised("words", life)
  const entered = life.states.filter((step) => step.atMs >= window.fromMs && step.atMs < window.untilMs)
  const overlaps = ([from, until]: readonly [number, number]) => from < window.untilMs && until > window.fromMs
  const lasting = life.effect.some(overlaps) && !entered.some((step) => step.state === "in-effect") ? ["in-effect"] : []
  const breaches = life.breach.filter(overlaps)
  const last = life.states.filter((step) => step.atMs < window.untilMs).at(-1)?.state
  const demand = window.untilMs >= run.record.horizonMs ? [life.demand] : life.breach.some(([from, until]) => from < window.untilMs && until >= window.untilMs) ? ["in-breach"] : []
  const standing = [...(last === undefined ? [] : [last]), ...demand.filter((word) => word !== "none")]
  // At one instant the state goes before the breach.
  const told = [...entered.map(({ atMs, state }) => ({ atMs, word: state as string, untilMs: undefined })), ...breaches.map(([fromMs, untilMs]) => ({ atMs: Math.max(fromMs, window.fromMs), word: "in-breach", untilMs: untilMs < window.untilMs ? untilMs : undefined }))].sort((a, b) => a.atMs - b.atMs)
  return observation({ unit: "words", words: [...lasting, ...told.map(({ word }) => word)], untilMs: [...lasting.map(() => undefined), ...told.map(({ untilMs }) => untilMs)], standing: [...new Set(standing)] })
}

function siteStates({ run, window }: Question, site: string): Observation {
  const life = run.record.sites.find((one) => one.site === site)
  if (life === undefined) return notExercised("words", `the file has no site ${site}`)
  const before = life.steps.filter((step) => step.atMs < window.untilMs)
  const lasting = before.filter((step) => !MARKS.has(step.state))
  const words = [
    ...lasting.filter((step) => step.atMs <= window.fromMs).slice(-1),
    ...before.filter((step) => step.atMs > window.fromMs || (step.atMs === window.fromMs && MARKS.has(step.state)))
  ]
  const standing = [...lasting.slice(-1), ...before.filter((step) => MARKS.has(step.state))]
  return observation({ unit: "words", words: words.map((step) => step.state), standing: [...new Set(standing.map((step) => step.state))] })
}

/** States in which a site goes on as it was. */
const MARKS: ReadonlySet<string> = new Set(["seized", "transferred"])

/** Time in breach within the window [ms], of an order or of all orders of an authority. */
export function measureBreach(question: Question): Observation {
  const lives = ordersOf(question)
  if (typeof lives === "string") return notExercised("ms", lives)
  let ms = 0
  for (const life of lives) for (const [from, until] of life.breach) ms += Math.max(0, Math.min(until, question.window.untilMs) - Math.max(from, question.window.fromMs))
  return observation({ unit: "ms", value: ms })
}

/**
 * When it ended [simulated ms]: the last of the moves that an order, answer or site has part in; without moves, the answer
 * itself, or the end of the order's effect (else its last ending step). One that has not ended never did.
 */
export function measureFinished(question: Question): Observation {
  const { claim, run } = question
  if (claim.order === undefined && claim.answer === undefined && claim.site === undefined && claim.at === undefined) return notExercised("instant", "`finished` needs an order, an answer or a site")
  const moves = movesSelected(question).filter((row) => moveMeant(question, row) && row.startMs < question.window.untilMs && (row.endMs ?? Infinity) > question.window.fromMs)
  if (moves.length > 0) return finishedAt(moves.some((row) => row.endMs === undefined) ? undefined : Math.max(...moves.map((row) => row.endMs!)), question)
  if (claim.answer !== undefined) {
    const answer = run.record.answers.find((one) => one.id === claim.answer)
    return answer === undefined ? notExercised("instant", `the answer ${claim.answer} is switched off in this variant`) : finishedAt(answer.atMs, question)
  }
  if (claim.order === undefined) return finishedAt(undefined, question)
  const life = orderOf(question)
  if (typeof life === "string") return notExercised("instant", life)
  const effectEnd = life.effect.at(-1)?.[1]
  const ended = life.states.filter((step) => ENDING.has(step.state)).at(-1)?.atMs
  return finishedAt(effectEnd === undefined || effectEnd >= run.record.horizonMs ? ended : effectEnd, question)
}

/**
 * Fines that fell due in the window, in their currency. A fine of people is what each of them pays: nothing says who was
 * found. Neither several currencies can be summed, nor what a party pays and what each of some people does.
 */
export function measureFined(question: Question): Observation {
  const { record } = question.run
  const authorities = authoritiesOf(question.claim)
  const fines = record.sanctions.filter((row) => {
    if (row.fine === 0 || !causeMatches(question, row.cause, undefined)) return false
    return authorities === undefined || authorities.includes(record.acts[row.cause]?.issuer ?? "")
  })
  const isDue = ([atMs]: readonly [number, number]) => atMs >= question.window.fromMs && atMs < question.window.untilMs
  const inWindow = fines.flatMap((row) => (row.due ?? [[row.atMs, row.fine] as const]).filter(isDue).map(([, fine]) => ({ fine, currency: `${row.currency}${row.each === true ? " each" : ""}`.trim() })))
  const currencies = [...new Set(inWindow.map((row) => row.currency))]
  if (currencies.length > 1) return notExercised("currency", `fines in ${currencies.sort().join(" and ")} cannot be summed: name an order`)
  return observation({ unit: "currency", value: tidy(inWindow.reduce((sum, row) => sum + row.fine, 0)), currency: currencies[0] ?? "" })
}

const ENDING: ReadonlySet<string> = new Set(["lifted", "expired", "met", "cured", "withdrawn", "rescinded", "struck-down"])

function finishedAt(atMs: number | undefined, question: Question): Observation {
  return observation({ unit: "instant", value: atMs !== undefined && atMs >= question.window.fromMs && atMs <= question.window.untilMs ? atMs : undefined })
}

function orderOf(question: Question): OrderLife | string {
  const { claim, run } = question
  if (claim.order === undefined) return "it names no order, answer or site"
  return run.record.orders.find((one) => one.id === claim.order) ?? `the order ${claim.order} is switched off in this variant`
}

function ordersOf(question: Question): ReadonlyArray<OrderLife> | string {
  if (question.claim.order !== undefined) {
    const life = orderOf(question)
    return typeof life === "string" ? life : [life]
  }
  const authorities = authoritiesOf(question.claim)
  const lives = question.run.record.orders.filter((life) => authorities === undefined || authorities.includes(life.issuer))
  return lives.length === 0 ? "no order of these authorities is in this variant" : lives
}
