package io.muster.cli;

import io.muster.check.Expectations;
import io.muster.check.OpaConfig;
import io.muster.cli.CommandFactory.Context;
import io.muster.collect.AwsConfig;
import io.muster.collect.SiemQuestionsConfig;
import io.muster.collect.SteampipeConfig;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.push.TargetsConfig;
import io.muster.remediate.contacts.ContactsConfig;
import io.muster.remediate.drill.DrillConfig;
import io.muster.report.ReportsConfig;
import io.muster.serve.ScheduleConfig;
import io.muster.serve.ServeConfig;
import io.muster.settings.Settings;
import io.muster.state.StateConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code muster.yaml} says, read by the features that it belongs to. A key that no feature knows, and
 * every value that is wrong, are reported together.
 *
 * @param folder against which relative paths are meant
 * @param isFile whether there is a file; nothing is configured else
 * @param packs folders with queries and checks of the user's own
 */
record Configuration(
        Path folder,
        SteampipeConfig steampipe,
        AwsConfig aws,
        SiemQuestionsConfig siemQuestions,
        OpaConfig opa,
        Expectations expectations,
        @Nullable Path exceptions,
        @Nullable Path attestations,
        ReportsConfig reports,
        TargetsConfig targets,
        StateConfig state,
        ScheduleConfig schedule,
        ServeConfig serve,
        ContactsConfig contacts,
        DrillConfig drill,
        boolean isFile,
        List<Path> packs) {

    private static final Path STANDARD = Path.of("muster.yaml");

    /** Reads the file that {@code --config} names, else {@code muster.yaml} in this folder. */
    static Configuration load(Context context) {
        Path file = context.config() == null ? STANDARD : context.config();
        if (context.config() == null && !Files.exists(STANDARD)) {
            throw ProblemException.usage(
                    "There is no 'muster.yaml' in this folder.",
                    "Muster must know where Steampipe is.",
                    "write one (see the README), name another with --config FILE, or run: muster demo");
        }
        Problems problems = new Problems();
        return read(Settings.load(file, context.environment(), problems));
    }

    /** The user's folders of queries and checks, for commands that need nothing else of the file, if there is one. */
    static List<Path> packs(Context context) {
        Problems problems = new Problems();
        List<Path> packs = packs(settings(context, problems));
        problems.throwIfAny(ProblemException.Kind.USAGE);
        return packs;
    }

    /** The same for commands that can do without a file: nothing is configured then. */
    static Configuration loadOrEmpty(Context context) {
        return context.config() == null && !Files.exists(STANDARD) ? parse("", context.environment()) : load(context);
    }

    /** The file of {@link #load} for commands that can do without it: empty where there is none. */
    static Settings settings(Context context, Problems problems) {
        Path file = context.config() == null ? STANDARD : context.config();
        return context.config() == null && !Files.exists(STANDARD)
                ? Settings.empty(problems)
                : Settings.load(file, context.environment(), problems);
    }

    /** Reads the configuration from text, as the demo writes it. */
    static Configuration parse(String yaml, Map<String, String> environment) {
        return read(Settings.parse(yaml, "demo", environment, new Problems()));
    }

    static Configuration read(Settings settings) {
        Path folder = settings.folder().orElse(Path.of("").toAbsolutePath());
        Configuration configuration = new Configuration(
                folder,
                SteampipeConfig.from(settings),
                AwsConfig.from(settings),
                SiemQuestionsConfig.from(settings),
                OpaConfig.from(settings),
                Expectations.from(settings),
                file(settings, folder, "exceptions"),
                file(settings, folder, "attestations"),
                ReportsConfig.from(settings),
                TargetsConfig.from(settings),
                StateConfig.from(settings),
                ScheduleConfig.from(settings),
                ServeConfig.from(settings),
                ContactsConfig.from(settings),
                DrillConfig.from(settings),
                settings.folder().isPresent(),
                packs(settings));
        settings.finishOrThrow();
        return configuration;
    }

    static List<Path> packs(Settings settings) {
        Path folder = settings.folder().orElse(Path.of("").toAbsolutePath());
        return settings.root().texts("packs").stream().map(folder::resolve).toList();
    }

    private static @Nullable Path file(Settings settings, Path folder, String key) {
        Path file = settings.root().text(key).map(folder::resolve).orElse(null);
        if (file != null && !Files.isRegularFile(file)) {
            settings.problems()
                    .error(Problem.of("'" + key + "' names '" + file + "', which is no file.", "", "create it")
                            .at(settings.file(), settings.root().line(key)));
        }
        return file;
    }
}
