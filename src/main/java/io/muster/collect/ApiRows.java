package io.muster.collect;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes rows of the answers of an operation of the AWS API. */
final class ApiRows {

    private final QuerySpec query;
    private final ApiSpec api;
    private final AccountId account;
    private final String region;

    /** @param region empty for services without regions */
    ApiRows(QuerySpec query, AccountId account, String region) {
        this.query = query;
        this.api = Objects.requireNonNull(query.api(), "an API source reads API queries");
        this.account = account;
        this.region = region;
    }

    /**
     * The rows of an answer; a column that must not be empty and is, is an {@link IllegalArgumentException}.
     *
     * @param inherited columns that come from the row that was asked for
     */
    List<KeyedRow> rows(Map<String, Object> answer, Map<String, Object> inherited) {
        List<KeyedRow> rows = new ArrayList<>();
        for (Map<String, Object> item : items(answer)) {
            rows.add(row(item, inherited));
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // AwsCall makes maps with texts as keys only
    private List<Map<String, Object>> items(Map<String, Object> answer) {
        if (api.rows() == null) {
            return List.of(answer);
        }
        Object list = AwsCall.at(answer, api.rows());
        if (!(list instanceof List<?> items)) {
            return List.of();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object item : items) {
            rows.add(item instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of("value", item));
        }
        return rows;
    }

    private KeyedRow row(Map<String, Object> item, Map<String, Object> inherited) {
        return KeyedRow.of(query, column -> value(column.name(), item, inherited));
    }

    private @Nullable Object value(String column, Map<String, Object> item, Map<String, Object> inherited) {
        String path = api.columns().get(column);
        Object value = path == null ? inherited.get(column) : AwsCall.at(item, path);
        if (value == null && column.equals("account_id")) {
            return account.value();
        }
        return value == null && column.equals("region") && !region.isEmpty() ? region : value;
    }
}
