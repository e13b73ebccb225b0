package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.catalog.ApiSpec;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Reads facts that have no Steampipe table from the AWS API, as {@code .api.yaml} files describe them. The tables are
 * small (settings and memberships), so their rows are sorted in memory.
 */
final class AwsApiSource implements Source {

    private final AwsConfig config;
    private final AwsClients clients;
    private final Account account;
    private final List<String> regions;
    private final Captures captures;
    private final JsonFactory json = new JsonFactory();

    AwsApiSource(AwsConfig config, AwsClients clients, Account account, List<String> regions, Captures captures) {
        this.config = config;
        this.clients = clients;
        this.account = account;
        this.regions = List.copyOf(regions);
        this.captures = captures;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Row(byte[] bytes, byte[] key) {}

    private static final Comparator<Row> BY_KEY = (left, right) -> Arrays.compareUnsigned(left.key(), right.key());

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) {
        if (!config.configured()) {
            return List.of(Slice.notAsked(
                    account.id(),
                    query.id(),
                    Reason.NOT_COLLECTED,
                    "only the AWS API knows this, and no 'aws' section is configured"));
        }
        ApiSpec api = Objects.requireNonNull(query.api(), "an API source reads API queries");
        long started = System.nanoTime();
        Map<String, Failure> failures = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (String region : query.regional() ? regions : List.of("")) {
            Optional<Failure> failure = readRegion(query, api, region, rows, counts);
            failure.ifPresent(value -> failures.put(region, value));
            if (failure.isPresent() && failure.get().credentials()) {
                break;
            }
        }
        return finish(query, sink, started, failures, counts, rows);
    }

    private List<Slice> finish(
            QuerySpec query,
            TableSink sink,
            long started,
            Map<String, Failure> failures,
            Map<String, Long> counts,
            List<Row> rows) {
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        List<Slice> slices = new ArrayList<>();
        failures.forEach((region, failure) -> slices.add(Slice.unreadable(
                account.id(),
                query.id(),
                region.isEmpty() ? null : region,
                failure.reason(),
                failure.message(),
                duration)));
        if (counts.isEmpty()) {
            if (slices.isEmpty()) {
                slices.add(Slice.unreadable(
                        account.id(),
                        query.id(),
                        null,
                        Reason.NOT_COLLECTED,
                        "the enabled regions are not known",
                        duration));
            }
            return slices;
        }
        rows.sort(BY_KEY);
        try (TableSink.Writer writer = sink.open(account.id(), query.id())) {
            rows.forEach(row -> writer.append(row.bytes(), row.key()));
            TableDigest digest = writer.commit();
            counts.forEach((region, count) -> slices.add(Slice.read(
                    account.id(),
                    query.id(),
                    region.isEmpty() ? null : region,
                    count,
                    duration,
                    digest.sha256(),
                    Confirmation.API)));
        }
        return slices;
    }

    private Optional<Failure> readRegion(
            QuerySpec query, ApiSpec api, String region, List<Row> rows, Map<String, Long> counts) {
        int before = rows.size();
        try {
            if (!clients.canAsk(account.id())) {
                return Optional.of(Failure.of(
                        Reason.NOT_COLLECTED,
                        "no 'aws.role' is configured, so that only the caller's own account can be asked"));
            }
            Optional<Failure> parentMissing = ask(query, api, region, rows);
            if (parentMissing.isPresent()) {
                return parentMissing;
            }
            counts.put(region, (long) rows.size() - before);
            return Optional.empty();
        } catch (AwsServiceException e) {
            rows.subList(before, rows.size()).clear();
            String code = e.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(e.awsErrorDetails().errorCode());
            if (api.emptyOn().contains(code)) {
                counts.put(region, 0L);
                return Optional.empty();
            }
            return Optional.of(Failures.ofText(code + ", StatusCode: " + e.statusCode() + ", " + e.getMessage()));
        } catch (ApiCallTimeoutException | AbortedException e) {
            rows.subList(before, rows.size()).clear();
            return Optional.of(Failure.of(Reason.TIMED_OUT, Failures.clean(String.valueOf(e.getMessage()))));
        } catch (SdkClientException e) {
            rows.subList(before, rows.size()).clear();
            return Optional.of(
                    new Failure(Reason.UNREACHABLE, Failures.clean(String.valueOf(e.getMessage())), false, false));
        } catch (IllegalArgumentException | AwsClients.UnknownServiceException e) {
            rows.subList(before, rows.size()).clear();
            return Optional.of(Failure.of(Reason.SCHEMA_DRIFT, String.valueOf(e.getMessage())));
        }
    }

    private Optional<Failure> ask(QuerySpec query, ApiSpec api, String region, List<Row> rows) {
        ApiSpec.ForEach forEach = api.forEach();
        if (forEach == null) {
            askPages(query, api, region, api.parameters(), Map.of(), rows);
            return Optional.empty();
        }
        Optional<List<Map<String, String>>> parents = captures.rows(forEach.query());
        if (parents.isEmpty()) {
            return Optional.of(Failure.of(
                    Reason.NOT_COLLECTED,
                    "it is asked for each row of '" + forEach.query() + "', which could not be read"));
        }
        for (Map<String, String> parent : parents.get()) {
            if (!region.isEmpty() && !region.equals(parent.get("region"))) {
                continue;
            }
            Map<String, Object> parameters = new LinkedHashMap<>(api.parameters());
            forEach.parameters().forEach((name, column) -> parameters.put(name, parent.getOrDefault(column, "")));
            Map<String, Object> columns = new LinkedHashMap<>();
            forEach.columns().forEach((name, column) -> {
                String value = parent.get(column);
                if (value != null) {
                    columns.put(name, value);
                }
            });
            askPages(query, api, region, parameters, columns, rows);
        }
        return Optional.empty();
    }

    private void askPages(
            QuerySpec query,
            ApiSpec api,
            String region,
            Map<String, Object> parameters,
            Map<String, Object> inherited,
            List<Row> rows) {
        AwsCall call = AwsCall.of(
                clients.client(api.service(), account.id(), account.partition(), region.isEmpty() ? null : region),
                api.operation());
        Map<String, Object> page = new LinkedHashMap<>(parameters);
        while (true) {
            Map<String, Object> answer = call.invoke(page);
            for (Map<String, Object> item : items(api, answer)) {
                rows.add(row(query, api, region, item, inherited));
            }
            Object next = AwsCall.at(answer, "NextToken");
            if (!(next instanceof String token) || token.isEmpty()) {
                return;
            }
            page.put("NextToken", token);
        }
    }

    @SuppressWarnings("unchecked") // AwsCall makes maps with texts as keys only
    private static List<Map<String, Object>> items(ApiSpec api, Map<String, Object> answer) {
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

    private Row row(
            QuerySpec query, ApiSpec api, String region, Map<String, Object> item, Map<String, Object> inherited) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Column column : query.columns()) {
            String path = api.columns().get(column.name());
            Object value = path == null ? inherited.get(column.name()) : AwsCall.at(item, path);
            if (value == null && column.name().equals("account_id")) {
                value = account.id().value();
            } else if (value == null && column.name().equals("region") && !region.isEmpty()) {
                value = region;
            }
            values.put(column.name(), value);
        }
        List<@Nullable Object> key = new ArrayList<>();
        query.key().forEach(name -> key.add(values.get(name)));
        return new Row(encode(values), encode(key));
    }

    private byte[] encode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value instanceof Instant time) {
            generator.writeString(time.toString());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            generator.writeUTF8String(text, 0, text.length);
        }
    }
}
