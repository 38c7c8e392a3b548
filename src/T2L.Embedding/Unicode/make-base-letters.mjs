// Writes base-letters.txt: what canonical decomposition without nonspacing marks makes of each character it changes.
//   node make-base-letters.mjs > base-letters.txt
// .NET in invariant globalization mode has no normalization data, and a machine may lack ICU; so the project brings these few.
// Hangul syllables are left out: their decomposition is arithmetic.
const lines = new Map();
for (let code = 0x80; code <= 0x10ffff; code++) {
    if ((code >= 0xd800 && code <= 0xdfff) || (code >= 0xac00 && code <= 0xd7a3)) continue;
    const text = String.fromCodePoint(code);
    const base = text.normalize('NFD').replace(/\p{Mn}/gu, '');
    if (base === text || /\p{Mn}/u.test(text)) continue;
    const key = [...base].map(hex).join('+');
    if (!lines.has(key)) lines.set(key, []);
    lines.get(key).push(hex(text));
}
console.log(`# Unicode ${process.versions.unicode}; made by make-base-letters.mjs. Each line: the base, then the characters that reduce to it.`);
for (const [base, characters] of lines) console.log(`${base} ${characters.join(' ')}`);

function hex(character) {
    return character.codePointAt(0).toString(16).toUpperCase();
}
