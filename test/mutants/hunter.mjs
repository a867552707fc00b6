/** A process that hunts: each message names the module of a mutant and the hunts for it; the answer has what came of them. */
process.on("message", async ({ hunts, module, number }) => {
  try {
    const { hunt } = await import(module)
    process.send({ number, hunted: hunts.map((one) => hunt(one)) })
  } catch (thrown) {
    process.send({ number, failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
  }
})
