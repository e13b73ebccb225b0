package io.muster.collect;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.QuerySpec;
import io.muster.collect.Failure.Trait;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Reads facts that have no Steampipe table from the AWS API, as {@code .api.yaml} files describe them. The tables are
 * small (settings and memberships), so their rows are sorted in memory.
 */
final class AwsApiSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(AwsApiSource.class);

    private final AwsConfig config;
    private final AwsClients clients;
    private final Account account;
    private final Captures captures;
    private final ExecutorService threads;
    private @Nullable Failure noEntry;

    /** @param threads for the regions of the account, a few at a time */
    AwsApiSource(AwsConfig config, AwsClients clients, Account account, Captures captures, ExecutorService threads) {
        this.config = config;
        this.clients = clients;
        this.account = account;
        this.captures = captures;
        this.threads = threads;
    }

    /** Asks the account's questions, as long as it answers the simplest one. */
    static Circuit circuit(AwsApiSource source) {
        return new Circuit(source, source::isAlive);
    }

    /** Whether the account answers the simplest question there is, which needs no permission. */
    private boolean isAlive() throws InterruptedException {
        try {
            clients.identify(account);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("account {} does not answer: {}", account.id(), failure(e).message());
            return false;
        }
    }

    /**
     * What one region said.
     *
     * @param region empty for services without regions
     */
    private record Answer(
            String region, List<KeyedRow> rows, @Nullable Failure failure) {}

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) throws InterruptedException {
        long started = System.nanoTime();
        List<Slice> slices = read(query, sink, started);
        captures.slices(query.id(), slices);
        return slices;
    }

    private List<Slice> read(QuerySpec query, TableSink sink, long started) throws InterruptedException {
        if (!config.configured()) {
            return List.of(Slice.notAsked(
                    account.id(),
                    query.id(),
                    Reason.NOT_COLLECTED,
                    "only the AWS API knows this, and 'aws' is not configured; try: aws: {role: muster-audit}"));
        }
        if (query.regional() && account.regions().isEmpty()) {
            return List.of(unreadable(
                    query,
                    "",
                    Failure.of(
                            Reason.NOT_COLLECTED,
                            "the enabled regions of the account could not be read, so nobody knows where to look"),
                    started));
        }
        Failure closed = enter();
        if (closed != null) {
            return List.of(unreadable(query, "", closed, started));
        }
        List<Answer> answers =
                query.regional() ? askRegions(query) : List.of(ask(query, Objects.requireNonNull(query.api()), ""));
        return finish(query, sink, started, answers);
    }

    /** Gets into the account, once for all of its queries; the failure if that is not possible. */
    private @Nullable Failure enter() throws InterruptedException {
        if (noEntry == null) {
            try {
                clients.credentials(account);
            } catch (RuntimeException e) {
                Failure failure = failure(e);
                noEntry = config.role() == null
                        ? failure
                        : new Failure(
                                failure.reason(),
                                "the role " + clients.roleArn(account) + " cannot be assumed: " + failure.message(),
                                failure.traits());
            }
        }
        return noEntry;
    }

    private List<Answer> askRegions(QuerySpec query) throws InterruptedException {
        ApiSpec api = Objects.requireNonNull(query.api());
        List<Future<Answer>> futures = new ArrayList<>();
        try {
            for (String region : account.regions()) {
                futures.add(threads.submit(() -> ask(query, api, region)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (RejectedExecutionException e) {
            throw stopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw stopped();
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private static InterruptedException stopped() {
        return new InterruptedException("the run was stopped");
    }

    private List<Slice> finish(QuerySpec query, TableSink sink, long started, List<Answer> answers) {
        List<KeyedRow> rows = new ArrayList<>();
        answers.stream().filter(answer -> answer.failure() == null).forEach(answer -> rows.addAll(answer.rows()));
        rows.sort(KeyedRow.BY_KEY);
        List<Slice> slices = new ArrayList<>();
        if (answers.stream().anyMatch(answer -> answer.failure() == null)) {
            captures.begin(query.id());
            try (TableSink.Writer writer = sink.open(account.id(), query.id())) {
                for (KeyedRow row : rows) {
                    writer.append(row.bytes(), row.key());
                    captures.row(query.id(), row.bytes());
                }
                TableDigest digest = writer.commit();
                captures.keep(query.id());
                Duration duration = Duration.ofNanos(System.nanoTime() - started);
                for (Answer answer : answers) {
                    if (answer.failure() == null) {
                        slices.add(Slice.read(
                                account.id(),
                                query.id(),
                                orNull(answer.region()),
                                answer.rows().size(),
                                duration,
                                digest.sha256(),
                                Confirmation.API));
                    }
                }
            }
        }
        for (Answer answer : answers) {
            if (answer.failure() != null) {
                slices.add(unreadable(query, answer.region(), answer.failure(), started));
            }
        }
        return slices;
    }

    private Slice unreadable(QuerySpec query, String region, Failure failure, long started) {
        return Slice.unreadable(
                account.id(),
                query.id(),
                orNull(region),
                failure.reason(),
                failure.message(),
                Duration.ofNanos(System.nanoTime() - started));
    }

    private static @Nullable String orNull(String region) {
        return region.isEmpty() ? null : region;
    }

    private Answer ask(QuerySpec query, ApiSpec api, String region) throws InterruptedException {
        try {
            if (!region.isEmpty() && Endpoints.isMissing(AwsClients.regions(api.service()), region)) {
                return new Answer(region, List.of(), Endpoints.failure(api.service()));
            }
            ApiSpec.ForEach forEach = api.forEach();
            return forEach == null
                    ? new Answer(region, askPages(query, api, region, api.parameters(), Map.of()), null)
                    : askForEach(query, api, forEach, region);
        } catch (AwsServiceException e) {
            return api.emptyOn().contains(code(e))
                    ? new Answer(region, List.of(), null)
                    : new Answer(region, List.of(), failure(e));
        } catch (RuntimeException e) {
            return new Answer(region, List.of(), failure(e));
        }
    }

    private Answer askForEach(QuerySpec query, ApiSpec api, ApiSpec.ForEach forEach, String region)
            throws InterruptedException {
        Optional<Slice> gap = captures.gap(forEach.query(), region);
        if (gap.isPresent() || !captures.hasAsked(forEach.query())) {
            Reason reason = gap.map(Slice::reason).orElse(Reason.NOT_COLLECTED);
            return new Answer(
                    region,
                    List.of(),
                    Failure.of(
                            reason,
                            "it is asked for each row of '" + forEach.query() + "', which could not be read"
                                    + gap.map(Slice::message)
                                            .map(why -> ": " + why)
                                            .orElse("")));
        }
        List<KeyedRow> rows = new ArrayList<>();
        for (Map<String, String> parent : captures.rows(forEach.query())) {
            if (!region.isEmpty() && !parent.getOrDefault("region", region).equals(region)) {
                continue;
            }
            Map<String, Object> parameters = new LinkedHashMap<>(api.parameters());
            forEach.parameters().forEach((name, column) -> {
                String value = parent.get(column);
                if (value != null) {
                    parameters.put(name, value);
                }
            });
            Map<String, Object> columns = new LinkedHashMap<>();
            forEach.columns().forEach((name, column) -> {
                String value = parent.get(column);
                if (value != null) {
                    columns.put(name, value);
                }
            });
            rows.addAll(askOne(query, api, region, parameters, columns));
        }
        return new Answer(region, rows, null);
    }

    /** One row of the parent; that there is nothing for it says nothing about the other rows. */
    private List<KeyedRow> askOne(
            QuerySpec query, ApiSpec api, String region, Map<String, Object> parameters, Map<String, Object> inherited)
            throws InterruptedException {
        try {
            return askPages(query, api, region, parameters, inherited);
        } catch (AwsServiceException e) {
            if (api.emptyOn().contains(code(e))) {
                return List.of();
            }
            throw e;
        }
    }

    private List<KeyedRow> askPages(
            QuerySpec query, ApiSpec api, String region, Map<String, Object> parameters, Map<String, Object> inherited)
            throws InterruptedException {
        AwsCall call = AwsCall.of(clients.client(api.service(), region), api.operation());
        Map<String, Object> page = new LinkedHashMap<>(parameters);
        ApiRows shapes = new ApiRows(query, account.id(), region);
        Set<String> tokens = new HashSet<>();
        List<KeyedRow> rows = new ArrayList<>();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopped();
            }
            AwsCredentialsProvider credentials = clients.credentials(account);
            Map<String, Object> answer = call.invoke(page, credentials);
            rows.addAll(shapes.rows(answer, inherited));
            Object next = AwsCall.at(answer, "NextToken");
            if (!(next instanceof String token) || token.isEmpty()) {
                return rows;
            }
            if (!tokens.add(token)) {
                throw new IllegalArgumentException("the answer names the same next page twice");
            }
            page.put("NextToken", token);
        }
    }

    private static String code(AwsServiceException error) {
        String code =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /** What an error of the SDK means; an interrupt is passed on, and a bug is thrown as it is. */
    private static Failure failure(RuntimeException error) throws InterruptedException {
        String text = Failures.clean(String.valueOf(error.getMessage()));
        if (error instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            throw stopped();
        }
        if (error instanceof AwsServiceException service) {
            return Failures.ofText(
                    "api error " + code(service) + ", StatusCode: " + service.statusCode() + ", " + text);
        }
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return Failure.of(Reason.TIMED_OUT, text);
        }
        if (error instanceof SdkClientException) {
            return Failures.ofText(text);
        }
        if (error instanceof AwsClients.NoRoleException) {
            return Failure.of(Reason.NOT_COLLECTED, text, Trait.EVERYWHERE);
        }
        if (error instanceof IllegalArgumentException) {
            return Failure.of(Reason.SCHEMA_DRIFT, text, Trait.EVERYWHERE);
        }
        throw error;
    }
}
