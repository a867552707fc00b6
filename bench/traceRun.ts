/** A measurement of messagesRun, and then what all of it took of a processor: others who use the machine disturb that less than the clock. */
import "./messagesRun.ts"

console.log(JSON.stringify(process.cpuUsage()))
