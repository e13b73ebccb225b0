package io.muster.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of the answers of a SIEM, whose numbers and times may be written as texts. */
final class SiemRows {

    private final QuerySpec query;
    private final AccountId account;

    SiemRows(QuerySpec query, AccountId account) {
        this.query = query;
        this.account = account;
    }

    /** A plain value as text; null for what is missing, empty, or has parts. */
    static @Nullable Object value(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty() ? node.asText() : null;
    }

    /** A row; a value that is not of its column's type, or missing where it must not be, is an {@link IllegalArgumentException}. */
    KeyedRow row(Map<String, @Nullable Object> answer) {
        return KeyedRow.of(query, column -> {
            Object value = answer.get(column.name());
            return value == null && column.name().equals("account_id") ? account.value() : typed(column, value);
        });
    }

    private static @Nullable Object typed(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = value.toString();
        try {
            return switch (column.type()) {
                case BOOLEAN -> truth(text);
                case BIGINT -> new BigDecimal(text).toBigIntegerExact();
                case DOUBLE, NUMERIC -> new BigDecimal(text);
                case TIMESTAMPTZ -> time(text);
                case TEXT, INET, CIDR, JSONB -> text;
            };
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the column '" + column.name() + "' has a value that is no "
                            + column.type().word(),
                    e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** Seconds since 1970, as Splunk has them, or RFC 3339. */
    private static Instant time(String text) {
        if (!text.matches("[0-9]{1,12}(\\.[0-9]+)?")) {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        }
        BigDecimal seconds = new BigDecimal(text);
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos).truncatedTo(ChronoUnit.MICROS);
    }
}
