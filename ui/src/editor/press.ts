/** Returns a key as it stands on the keyboard: `$mod+Shift+KeyD` becomes `Ctrl Shift D`. */
export function printed(press: string): string {
  const names: Record<string, string> = { $mod: "Ctrl", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", Backspace: "⌫" };
  return press
    .split("+")
    .map((part) => names[part] ?? part.replace(/^(Key|Digit)/, ""))
    .join(" ");
}
