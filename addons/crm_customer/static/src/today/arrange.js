/** From how many pixels on a page has a second and a third column. */
const WIDTHS = [992, 1300];

export function columnCount(width) {
    return 1 + WIDTHS.filter((limit) => width >= limit).length;
}

/** About how high a block is, in lines. */
function height(block) {
    return 2 + block.items.length * 2;
}

/**
 * Spread the blocks over columns of about the same height. The first ones stay on top,
 * from left to right.
 *
 * @returns {Array[]} the blocks of each column
 */
export function distribute(blocks, count) {
    const columns = Array.from({ length: count }, () => ({ blocks: [], height: 0 }));
    for (const block of blocks) {
        const shortest = columns.reduce((best, column) =>
            column.height < best.height ? column : best,
        );
        shortest.blocks.push(block);
        shortest.height += height(block);
    }
    return columns.map((column) => column.blocks);
}

/** Return the blocks with one of them a step up (-1) or down (1) among those shown. */
export function moved(blocks, block, step) {
    const result = [...blocks];
    const from = result.indexOf(block);
    let to = from + step;
    while (result[to]?.is_hidden) {
        to += step;
    }
    if (result[to]) {
        result.splice(from, 1);
        result.splice(to, 0, block);
    }
    return result;
}
