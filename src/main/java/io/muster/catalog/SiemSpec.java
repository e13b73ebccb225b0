package io.muster.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question that only the SIEM can answer, in the words of each kind of SIEM.
 *
 * @param data which data it is about; {@link #SOURCES} is asked once for each source of logs, and its rows get the column
 *     {@code source}
 * @param splunk a search whose fields are named like the columns, in which {@link #PLACE} stands for what finds the data;
 *     null where Splunk has no answer
 * @param openSearch null where OpenSearch has no answer
 */
public record SiemSpec(
        String data, @Nullable String splunk, @Nullable OpenSearch openSearch) {

    /** The data of a question about each of the other sources of logs. */
    public static final String SOURCES = "sources";

    /** Where the search that finds the data goes. */
    public static final String PLACE = "{data}";

    /**
     * The question as OpenSearch and its relatives are asked it.
     *
     * @param body of a request to {@code _search}, as JSON
     * @param rows dotted path of the list in the answer; null when the whole answer is one row
     * @param columns column to dotted path in a row
     */
    public record OpenSearch(String body, @Nullable String rows, Map<String, String> columns) {

        public OpenSearch {
            columns = Map.copyOf(columns);
        }
    }
}
