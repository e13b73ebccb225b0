package io.muster.check;

import io.muster.catalog.Scope;
import io.muster.check.Laws.Question;
import io.muster.check.Table.Gap;
import io.muster.inventory.QueryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Packs questions into requests: checks that share a large table go together, so that it is sent once, and groups fill
 * bins of about 1 MB, so that one error or time-out costs little.
 */
final class Bins {

    private static final long BIN = 1L << 20;

    /** Smaller tables are sent again rather than tying checks together. */
    private static final long SMALL = 16L << 10;

    private Bins() {}

    /**
     * One request.
     *
     * @param size about how many bytes it has
     */
    record Bin(List<Question> questions, long size) {

        Bin {
            questions = List.copyOf(questions);
        }

        /** The tables of its checks, each once, in the order of their ids. */
        Map<QueryId, Table> tables() {
            Map<QueryId, Table> tables = new TreeMap<>();
            questions.forEach(question ->
                    question.tables().forEach(table -> tables.put(table.query().id(), table)));
            return tables;
        }
    }

    /** Packs questions about one subject. */
    static List<Bin> pack(List<Question> questions, Map<QueryId, Long> sizes) {
        Map<List<Object>, List<Question>> alike = questions.stream()
                .collect(Collectors.groupingBy(
                        question -> List.<Object>of(question.cut(), told(question.toldGaps())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Bin> bins = new ArrayList<>();
        alike.values().forEach(same -> bins.addAll(packAlike(same, sizes)));
        return bins;
    }

    private static List<String> told(List<Gap> gaps) {
        return gaps.stream()
                .map(gap -> gap.query().id() + "\n" + gap.region() + "\n" + gap.reason() + "\n" + gap.message())
                .collect(Collectors.toList());
    }

    private static List<Bin> packAlike(List<Question> questions, Map<QueryId, Long> sizes) {
        List<Open> groups = groups(questions, sizes);
        groups.sort(Comparator.comparingLong((Open group) -> group.size).reversed());
        List<Open> open = new ArrayList<>();
        for (Open group : groups) {
            Open bin = open.stream()
                    .filter(candidate -> candidate.sizeWith(group, sizes) <= BIN)
                    .findFirst()
                    .orElse(null);
            if (bin == null) {
                open.add(group);
            } else {
                bin.take(group, sizes);
            }
        }
        return open.stream().map(bin -> new Bin(bin.questions, bin.size)).collect(Collectors.toList());
    }

    /** Questions that share a large table, directly or through others. */
    private static List<Open> groups(List<Question> questions, Map<QueryId, Long> sizes) {
        Map<QueryId, Open> groupOf = new HashMap<>();
        Set<Open> groups = new LinkedHashSet<>();
        for (Question question : questions) {
            Open group = new Open(question, sizes);
            groups.add(group);
            for (Table table : question.tables()) {
                QueryId id = table.query().id();
                if (table.query().scope() == Scope.ORGANIZATION || sizes.getOrDefault(id, 0L) < SMALL) {
                    continue;
                }
                Open other = groupOf.get(id);
                if (other != null && other != group) {
                    groups.remove(other);
                    group.take(other, sizes);
                    groupOf.replaceAll((taken, by) -> by == other ? group : by);
                }
                groupOf.put(id, group);
            }
        }
        return new ArrayList<>(groups);
    }

    /** A group or bin that still grows. */
    private static final class Open {

        private final List<Question> questions = new ArrayList<>();
        private final Set<QueryId> tables = new LinkedHashSet<>();
        private long size;

        private Open(Question question, Map<QueryId, Long> sizes) {
            questions.add(question);
            question.tables().forEach(table -> tables.add(table.query().id()));
            size = sizeOf(tables, sizes);
        }

        private long sizeWith(Open other, Map<QueryId, Long> sizes) {
            return size
                    + other.tables.stream()
                            .filter(table -> !tables.contains(table))
                            .mapToLong(table -> sizes.getOrDefault(table, 0L))
                            .sum();
        }

        private void take(Open other, Map<QueryId, Long> sizes) {
            questions.addAll(other.questions);
            tables.addAll(other.tables);
            size = sizeOf(tables, sizes);
        }

        private static long sizeOf(Set<QueryId> tables, Map<QueryId, Long> sizes) {
            return tables.stream()
                    .mapToLong(table -> sizes.getOrDefault(table, 0L))
                    .sum();
        }
    }
}
