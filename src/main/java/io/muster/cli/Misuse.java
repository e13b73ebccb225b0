package io.muster.cli;

import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in Muster's own words what is wrong with a command line, and what was probably meant. */
final class Misuse {

    private final CommandLine command;
    private final String name;

    private Misuse(CommandLine command) {
        this.command = command;
        this.name = command.getCommandSpec().qualifiedName();
    }

    static Problem of(ParameterException exception) {
        return new Misuse(exception.getCommandLine()).problem(exception);
    }

    private Problem problem(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().get(0), unmatched.isUnknownOption());
        }
        if (exception instanceof MissingParameterException missing) {
            return said(missing(missing.getMissing()), "");
        }
        if (exception instanceof OverwrittenOptionException twice) {
            return said("'" + named(twice.getOverwritten()) + "' stands there twice.", "It takes one value.");
        }
        if (exception.getArgSpec() != null && exception.getValue() != null) {
            return unfit(exception.getArgSpec(), exception.getValue());
        }
        return said(sentence(String.valueOf(exception.getMessage())), "");
    }

    private Problem unmatched(String word, boolean option) {
        if (option) {
            return said(
                    "'" + name + "' has no option '" + word + "'.",
                    suggestion(word, command.getCommandSpec().optionsMap().keySet()));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? said("'" + word + "' is one word too many for '" + name + "'.", "")
                : said("'" + name + "' has no command '" + word + "'.", suggestion(word, commands));
    }

    private static String missing(List<ArgSpec> missing) {
        if (missing.size() == 1 && missing.get(0) instanceof OptionSpec option && !option.required()) {
            return "'" + option.longestName() + "' needs a value: " + option.paramLabel() + ".";
        }
        return missing.stream()
                        .map(argument -> argument instanceof OptionSpec option
                                ? option.longestName() + " " + option.paramLabel()
                                : argument.paramLabel())
                        .map(argument -> "'" + argument + "'")
                        .collect(Collectors.joining(", "))
                + (missing.size() == 1 ? " is missing." : " are missing.");
    }

    private Problem unfit(ArgSpec argument, Object value) {
        return said("'" + named(argument) + "' can't be '" + value + "'.", wanted(argument, value));
    }

    /** What may stand there, as far as the type of the value tells. */
    private static String wanted(ArgSpec argument, Object value) {
        Class<?> type = argument.typeInfo().getAuxiliaryTypes()[0];
        if (type.isEnum()) {
            List<String> words = Stream.of(type.getEnumConstants())
                    .map(word -> ((Enum<?>) word).name().toLowerCase(Locale.ROOT))
                    .toList();
            return (suggestion(value.toString(), words) + " It is one of " + String.join(", ", words) + ".").strip();
        }
        if (type == boolean.class || type == Boolean.class) {
            return "It takes no value.";
        }
        return type == int.class || type == long.class ? "It is a whole number." : "";
    }

    private static String named(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName()
                : argument == null ? "" : argument.paramLabel();
    }

    /** The name that was misspelt, else the only one that begins like that. */
    private static String suggestion(String word, Collection<String> names) {
        List<String> begun = new ArrayList<>();
        if (word.length() > 1) {
            names.stream().filter(each -> each.startsWith(word)).forEach(begun::add);
        }
        return Nearest.to(word, names)
                .or(() -> begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty())
                .map(each -> "Did you mean '" + each + "'?")
                .orElse("");
    }

    private Problem said(String what, String why) {
        return Problem.of(what, why, name + " --help");
    }

    private static String sentence(String message) {
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }
}
