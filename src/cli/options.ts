import { InvalidArgumentError } from "commander";

/** Parses an integer option within inclusive limits. */
export function integerOption(min: number, max: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`Expected an integer ${range}.`);
    }
    return value;
  };
}

/** Parses a finite number option; limits are inclusive unless `above` is given. */
export function numberOption({
  above,
  min,
  max,
}: {
  above?: number;
  min?: number;
  max?: number;
}): (text: string) => number {
  const lower = above === undefined ? (min === undefined ? "" : ` of at least ${min}`) : ` above ${above}`;
  const upper = max === undefined ? "" : `${lower === "" ? "" : " and"} of at most ${max}`;
  return (text) => {
    const value = Number(text);
    const isNumber = text.trim() !== "" && Number.isFinite(value);
    const tooLow = (above !== undefined && value <= above) || (min !== undefined && value < min);
    if (!isNumber || tooLow || (max !== undefined && value > max)) {
      throw new InvalidArgumentError(`Expected a number${lower}${upper}.`);
    }
    return value;
  };
}
