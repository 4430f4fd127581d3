/** The sums of a plan: what the table shows, from what the server says. */

/** Return the columns: months or quarters, and the year; each with the places of its months. */
export function makeColumns(months, byQuarter) {
    const columns = [];
    if (byQuarter) {
        months.forEach((month, place) => {
            const last = columns.at(-1);
            if (last && last.quarter === month.quarter) {
                last.places.push(place);
            } else {
                columns.push({
                    key: `q${place}`,
                    quarter: month.quarter,
                    places: [place],
                });
            }
        });
    } else {
        months.forEach((month, place) =>
            columns.push({ key: `m${place}`, date: month.date, places: [place] }),
        );
    }
    columns.push({
        key: "year",
        isYear: true,
        places: months.map((_, place) => place),
    });
    return columns;
}

/** Return the lines to show: the company, each team, its persons. */
export function makeLines(rows) {
    const lines = [{ key: "all", kind: "company", rows }];
    for (const row of rows) {
        let team = lines.findLast((line) => line.kind === "team");
        if (!team || team.teamId !== row.team_id) {
            team = {
                key: `team-${row.team_id || 0}`,
                kind: "team",
                teamId: row.team_id,
                name: row.team,
                rows: [],
            };
            lines.push(team);
        }
        team.rows.push(row);
        lines.push({
            key: row.key,
            kind: "person",
            name: row.user,
            part: row.part,
            rows: [row],
        });
    }
    return lines;
}

/** Return the cells of a line that lie in a column. */
export function cellsOf(line, column) {
    return line.rows.flatMap((row) =>
        column.places.map((place) => row.cells[place]).filter(Boolean),
    );
}

/** Return the sum of a figure of cells, their mean where figures do not add up. */
export function figureOf(cells, name, isAdditive, digits) {
    const known = cells.filter((cell) => cell[name] !== false);
    if (!known.length) {
        return null;
    }
    const sum = known.reduce((total, cell) => total + cell[name], 0);
    const factor = 10 ** Math.max(digits, 2);
    return Math.round((isAdditive ? sum : sum / known.length) * factor) / factor;
}
