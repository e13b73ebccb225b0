package io.muster.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What several runs measured. */
record Samples(List<Double> values) {

    Samples {
        values = List.copyOf(values);
    }

    static Samples of(double... values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return new Samples(list);
    }

    double median() {
        return quantile(0.5);
    }

    double min() {
        return Collections.min(values);
    }

    double max() {
        return Collections.max(values);
    }

    /** The smallest value that so large a share of all is not above; the middle of two for an even median. */
    double quantile(double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        if (share == 0.5 && sorted.size() % 2 == 0) {
            int upper = sorted.size() / 2;
            return (sorted.get(upper - 1) + sorted.get(upper)) / 2;
        }
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, place));
    }

    /** Median, and in parentheses the least and the most. */
    String text(String format) {
        return String.format(Locale.ENGLISH, format + " (" + format + " to " + format + ")", median(), min(), max());
    }
}
