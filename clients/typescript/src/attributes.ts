/** Any value as the text that an attribute is. */
export const attributeTexts = (attributes: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, JSON.stringify(value) ?? "null"]));

/** Attributes as the values that they were: those that are no JSON are the texts themselves. */
export const attributeValues = (attributes: Readonly<Record<string, string>> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, parsed(text)]));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
