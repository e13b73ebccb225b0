package io.muster.collect;

import io.muster.catalog.SiemSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SIEM that can be asked. */
interface SiemSearch {

    /**
     * All rows of the answer, by column; an answer that is not known to be complete is an exception.
     *
     * @param data what finds the data, as it is configured
     */
    List<Map<String, @Nullable Object>> ask(SiemSpec question, String data) throws NoAnswer, InterruptedException;

    /** The search of this kind of SIEM. */
    static SiemSearch of(SiemQuestionsConfig config) {
        SiemHttp http = new SiemHttp(config);
        return switch (config.type()) {
            case SPLUNK -> new SplunkSearch(http, config.timeout());
            case OPENSEARCH -> new OpenSearch(http, config.timeout());
        };
    }

    /** There is no answer that counts. */
    final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        NoAnswer(Failure failure) {
            super(failure.message());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }
}
