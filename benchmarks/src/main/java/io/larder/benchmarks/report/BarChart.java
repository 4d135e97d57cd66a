package io.larder.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Groups of bars with their spread, as SVG. Drawn by ourselves, so that the files stay small and show in a diff what
 * has changed. Not thread-safe.
 */
final class BarChart {

    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#c44536", "#3d5a80", "#e09f3e", "#7b2cbf", "#6c757d", "#48cae4", "#a7c957");
    private static final int LEAST_WIDTH = 520;
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int PLOT_HEIGHT = 260;
    private static final int BAR = 34;
    private static final int GAP = 40;
    private static final int LEGEND_LINE = 20;
    private static final int GRID_LINES = 4;

    private final String title;
    private final double top;
    private final List<String> series;
    private final List<Group> groups = new ArrayList<>();

    /**
     * Creates a chart without groups.
     *
     * @param top the number at the upper edge; bars that are longer end there, with their number
     * @param series what the bars of each group stand for
     */
    BarChart(String title, double top, List<String> series) {
        this.title = title;
        this.top = top;
        this.series = List.copyOf(series);
    }

    private record Group(String name, List<Optional<Spread>> bars) {}

    /** Adds a group: one bar for each of the series, or none where nothing was measured. */
    void add(String name, List<Optional<Spread>> bars) {
        groups.add(new Group(name, List.copyOf(bars)));
    }

    String svg() {
        int groupWidth = series.size() * BAR;
        int width = Math.max(LEAST_WIDTH, LEFT + groups.size() * (groupWidth + GAP) + GAP);
        int height = TOP + PLOT_HEIGHT + 40 + series.size() * LEGEND_LINE;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                width,
                height,
                width,
                height);
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
        line(svg, "<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>", LEFT, title);
        grid(svg, width);
        for (int i = 0; i < groups.size(); i++) {
            group(svg, groups.get(i), LEFT + GAP / 2 + i * (groupWidth + GAP));
        }
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, int width) {
        for (int i = 0; i <= GRID_LINES; i++) {
            double number = top * i / GRID_LINES;
            double y = y(number);
            line(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, width - 10);
            line(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, shortened(number));
        }
    }

    private void group(StringBuilder svg, Group group, int x) {
        for (int i = 0; i < group.bars.size(); i++) {
            int left = x + i * BAR;
            String colour = COLOURS.get(i % COLOURS.size());
            group.bars.get(i).ifPresent(bar -> bar(svg, bar, left, colour));
        }
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                x + group.bars.size() * BAR / 2,
                TOP + PLOT_HEIGHT + 18,
                group.name);
    }

    private void bar(StringBuilder svg, Spread bar, int left, String colour) {
        double y = y(bar.median());
        line(
                svg,
                "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                left + 2,
                y,
                BAR - 4,
                TOP + PLOT_HEIGHT - y,
                colour);
        line(svg, "<path d=\"M%d %.1fV%.1f\" stroke=\"black\"/>", left + BAR / 2, y(bar.min()), y(bar.max()));
        line(
                svg,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"10\">%s</text>",
                left + BAR / 2,
                y(bar.max()) - 4,
                shortened(bar.median()));
    }

    private void legend(StringBuilder svg) {
        for (int i = 0; i < series.size(); i++) {
            int y = TOP + PLOT_HEIGHT + 32 + i * LEGEND_LINE;
            line(
                    svg,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                    LEFT,
                    y,
                    COLOURS.get(i % COLOURS.size()));
            line(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 18, y + 11, series.get(i));
        }
    }

    private double y(double number) {
        return TOP + PLOT_HEIGHT * (1 - Math.min(number, top) / top);
    }

    private static String shortened(double number) {
        if (number >= 999_500) {
            return String.format(Locale.ROOT, "%.1fM", number / 1e6);
        }
        if (number >= 9_995) {
            return String.format(Locale.ROOT, "%.0fk", number / 1e3);
        }
        if (number >= 999.5) {
            return String.format(Locale.ROOT, "%.1fk", number / 1e3);
        }
        return String.format(Locale.ROOT, "%.0f", number);
    }

    private static void line(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
