/** UTF-8 as strictly as the standard has it: where a text's bytes stop being it. */

/** Offset of the first byte that cannot stand there; -1 if all is well. Overlong forms, surrogates and cut characters count. */
export function invalidUtf8At(bytes: Uint8Array): number {
  let i = 0
  while (i < bytes.length) {
    const lead = bytes[i]
    const more = lead < 0x80 ? 0 : lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : -1
    if (more < 0) return i
    for (let k = 1; k <= more; k++) {
      const byte = bytes[i + k]
      const [low, high] = k === 1 ? secondByte(lead) : [0x80, 0xbf]
      if (byte === undefined || byte < low || byte > high) return i
    }
    i += more + 1
  }
  return -1
}

function secondByte(lead: number): [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  if (lead === 0xf4) return [0x80, 0x8f]
  return [0x80, 0xbf]
}
