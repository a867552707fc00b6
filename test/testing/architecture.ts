/** A company's own architecture, as a user would write it: mail of each country is kept, waits and is backed up at home. */
export const AT_HOME = `situs: 1
id: my-case
title: Two countries, each with its own machines
from: 2020-03-02
until: 2020-03-08
grade: judgement
countries:
  DE: { timezone: Europe/Berlin, place: Berlin }
  FR: { timezone: Europe/Paris, place: Paris }
carriers:
  one: { country: DE, share: 100 % }
  two: { country: FR, share: 100 % }
providers:
  company: { seat: DE, established: [DE, FR] }
sites:
  berlin:    { place: Berlin, country: DE, operator: company, roles: [relay, mailbox] }
  hamburg:   { place: Hamburg, country: DE, operator: company, roles: [backup] }
  paris:     { place: Paris, country: FR, operator: company, roles: [relay, mailbox] }
  lyon:      { place: Lyon, country: FR, operator: company, roles: [backup] }
services:
  mail:
    provider: company
    relay: { DE: berlin, FR: paris }
    classes:
      content: { kept: { DE: berlin, FR: paris }, copies: { backup: { DE: hamburg, FR: lyon } }, keys: customer }
people:
  germans: { home: DE, segment: enterprise, count: 5, use: { mail: 100 % }, reach: { local-sim: 60 %, wifi: 40 % }, writes: { per-day: 5, to: { germans: 60 %, french: 40 % } } }
  french:  { home: FR, segment: enterprise, count: 5, use: { mail: 100 % }, reach: { local-sim: 60 %, wifi: 40 % }, writes: { per-day: 5, to: { french: 60 %, germans: 40 % } } }
orders:
  block-mail: { by: DE, kind: network-block, through: { others: obeys }, does: [{ block: { what: mail, at: national-internet } }], timeline: [{ in-effect: 2020-03-04 }, { lifted: 2020-03-06 }] }
`

/** The same, but for one line: all backups are made in one place. */
export const ABROAD = AT_HOME.replace("backup: { DE: hamburg, FR: lyon }", "backup: lyon")
