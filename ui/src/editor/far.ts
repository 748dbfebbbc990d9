import type { Node } from "prosemirror-model";
import type { Decoration, NodeView } from "prosemirror-view";
import type { Gauge } from "./gauge";
import { isNear } from "./near";
import { idOf } from "./schema";

/** A row far from the screen: an empty box about as tall as the row. */
export class Far implements NodeView {
  readonly dom = document.createElement("div");
  #node: Node;

  constructor(
    node: Node,
    readonly gauge: Gauge,
    readonly all: Set<Far>,
  ) {
    this.#node = node;
    this.dom.className = "far";
    all.add(this);
    this.fit();
  }

  update(node: Node, marks: readonly Decoration[]): boolean {
    if (isNear(marks) || idOf(node) !== idOf(this.#node)) return false;
    if (!node.content.eq(this.#node.content)) this.gauge.forget(node);
    this.#node = node;
    this.fit();
    return true;
  }

  /** Takes the height that the row may have by now. */
  fit(): void {
    this.dom.style.height = `${this.gauge.height(this.#node)}px`;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.all.delete(this);
  }
}
