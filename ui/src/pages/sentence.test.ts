import { describe, expect, it } from "vitest";
import { joined, nextField } from "./sentence";

describe("a text that is one line", () => {
  it("takes every line break as a space", () => {
    expect(joined("First line \r\n  second\nthird")).toBe("First line second third");
    expect(joined("하나\u2028둘")).toBe("하나 둘");
  });

  it("leaves a text without line breaks as it is", () => {
    expect(joined("  two  spaces ")).toBe("  two  spaces ");
  });

  it("is followed by the next place where something is written", () => {
    document.body.innerHTML = "<main><textarea id=a></textarea><button></button><input id=b></main><input id=c>";
    for (const one of document.querySelectorAll("*")) one.getClientRects = () => [{}] as unknown as DOMRectList;
    const [first, last] = ["a", "b"].map((id) => document.getElementById(id) as HTMLElement);
    expect(nextField(first as Element)).toBe(last);
    expect(nextField(last as Element)).toBeUndefined();
  });
});
