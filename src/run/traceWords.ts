/** The words of a trace file: what a line can tell of, and what it can say of it. */

export const KINDS = {
  attempt: "A try from the sender's client. The first one names both ends, the service, and the line that the sender usually writes by.",
  refused: "A try that was stopped; there will be another.",
  "given-up": "A try that was stopped, and the last: the message is refused.",
  passed: "A try left the sender's side, on its way to the relay.",
  accepted: "The sender's side is done.",
  stored: "It lies in the recipient's mailbox.",
  waits: "It waits, at the relay or for the recipient's device.",
  delivered: "It has reached the recipient.",
  bounced: "It came back to its sender.",
  expired: "It waited too long.",
  erased: "A named rule erased it before delivery.",
  "under-way": "The run ended while it was still being tried.",
  "in-flight": "The run ended while it still waited.",
  arrives: "A person came to a place.",
  order: "A step in an order's life; those before the run come first.",
  "act-begins": "An act begins to be carried out; what has always been so begins with the run.",
  "act-ends": "It ends."
} as const
export type Kind = keyof typeof KINDS

export const KEYS = {
  message: "The message, as `explain --message` takes it: COHORT/SERVICE/NUMBER, after the service that its sender used at first.",
  try: "Which try it is.",
  service: "Service by which it is sent.",
  sender: "Who writes, as `explain --person` takes it.",
  recipient: "To whom.",
  place: "Country, or territory that the file tells apart, where the sender, of `delivered` the recipient, of `arrives` the person is.",
  access: "Way to the network of the line that the sender usually writes by; tables count calls and short messages by the mobile one that they go by.",
  sim: "Carrier of the SIM.",
  carrier: "Carrier that serves it; of an obstacle the one whose gate it is.",
  exit: "Country where the line leaves to the internet.",
  vpn: "Country where a VPN leaves.",
  reason: "Reason code.",
  point: "Point at which it was stopped.",
  country: "Country of the point.",
  held: "true where it is held back, and nobody answers.",
  act: "The act that it is due to (path of `acts`).",
  order: "The order of the act, or whose step it is.",
  answer: "The answer of the act.",
  event: "The event of the act.",
  relay: "The relay's site.",
  site: "The mailbox's site; left out where mail only queues.",
  where: "relay or device.",
  person: "The person.",
  state: "State that the order comes to.",
  verb: "What the act does."
} as const
export type Key = keyof typeof KEYS
