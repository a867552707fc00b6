/** A whole scenario in a few lines, run in a blink: what the tests of the command line simulate. */
export const SMALL = `situs: 1
id: small
title: A carrier blocks a chat for a week
question: Who keeps the chat?
from: 2020-01-01
until: 2020-01-31
grade: judgement
sources:
  book: { title: An invented case, kind: text }
countries:
  DE: { timezone: Europe/Berlin, place: Berlin }
  FR: { timezone: Europe/Paris, place: Paris }
carriers:
  one: { country: DE, share: 100 % }
  two: { country: FR, share: 100 % }
providers:
  chat-company: { seat: FR, established: [FR] }
sites:
  paris: { place: Paris, country: FR, operator: chat-company, roles: [relay, mailbox] }
services:
  chat:
    provider: chat-company
    relay: paris
    classes: { content: { kept: paris, keys: provider } }
    waits: { at-relay: 1 h }
people:
  townsfolk: { home: DE, count: 40, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 5, to: { townsfolk: 50 %, friends: 50 % } } }
  friends: { home: FR, count: 40, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 5, to: { friends: 100 % } } }
orders:
  block-chat:
    by: DE
    kind: network-block
    through: { one: obeys }
    does: [{ block: { what: chat, at: national-internet } }]
    timeline: [{ in-effect: 2020-01-10, source: book }, { lifted: 2020-01-17, source: book }]
variants:
  no-order: { without: [block-chat] }
claims:
  - { id: cut-off, says: The townsfolk lose the chat, measure: accepted, of: { people: townsfolk }, during: { from: 2020-01-11, until: 2020-01-16 }, expect: none, source: book }
  - { id: friends-keep, says: Their friends keep it, measure: accepted, of: { people: friends }, expect: at least 99 %, source: book }
`
