// The package has types, but does not name them for the module that it exports.
declare module "tinykeys" {
  export function createKeybindingsHandler(bindings: Record<string, (event: KeyboardEvent) => void>): (event: Event) => void;
}
