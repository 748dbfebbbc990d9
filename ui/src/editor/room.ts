/** How much of the top of the screen the heads of the columns may cover, in the size of the page's text. */
const HEADS = 2;
/** How much of what stands around the line of the caret stays in sight, about two lines. */
const AROUND = 3.5;

/** The room that the caret keeps to the edges of the screen: the heads of the columns stand over what is at the top. */
export const room = {
  get top() {
    return rem() * HEADS + this.bottom;
  },
  // In a low window both ends together must leave a place for the caret.
  get bottom() {
    return Math.min(rem() * AROUND, innerHeight / 8);
  },
  left: 0,
  right: 0,
};

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
