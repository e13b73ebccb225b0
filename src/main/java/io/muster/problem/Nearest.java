package io.muster.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The closest of {@code names}, if it is close enough to be worth suggesting. */
    public static Optional<String> to(String typed, Collection<String> names) {
        int bound = Math.max(1, typed.length() / 3);
        return names.stream()
                .filter(name -> distance(typed, name) <= bound)
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A sentence to append to an error, or nothing. */
    public static String suggestion(String typed, Collection<String> names) {
        return to(typed, names).map(name -> "Did you mean '" + name + "'?").orElse("");
    }

    /** Edit distance in which two swapped neighbours count once, upper and lower case being equal. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
