// wizard/messages/values.ts
function list(value) {
  const items = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
  return items.length > 10 ? `${items.slice(0, 10).join(", ")} (+${items.length - 10})` : items.join(", ");
}
function usd(amount) {
  return `$${amount.toFixed(2)}`;
}
var units = {
  en: { s: "s", min: "min", h: "h" },
  ko: { s: "\uCD08", min: "\uBD84", h: "\uC2DC\uAC04" }
};
function age(seconds, lang) {
  const s = Number(seconds ?? 0);
  const unit = units[lang];
  const space = lang === "en" ? " " : "";
  if (s < 90) return `${Math.round(s)}${space}${unit.s}`;
  if (s < 5400) return `${Math.round(s / 60)}${space}${unit.min}`;
  return `${Math.round(s / 3600)}${space}${unit.h}`;
}

export {
  list,
  usd,
  age
};
