package io.muster.cli;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives each command the environment and the terminal, if its constructor asks for them. */
final class CommandFactory implements IFactory {

    private final Map<String, String> environment;
    private final Terminal terminal;
    private final MusterCommand top;

    private CommandFactory(Map<String, String> environment, Terminal terminal, MusterCommand top) {
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.top = top;
    }

    /** {@code muster} with all its commands. */
    static CommandLine commandLine(Map<String, String> environment, Terminal terminal) {
        MusterCommand top = new MusterCommand();
        return new CommandLine(top, new CommandFactory(environment, terminal, top));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Context.class) {
                return type.cast(constructor.newInstance(new Context(environment, terminal, top)));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }

    /**
     * What a command may know of the process that it runs in.
     *
     * @param top the command at the top, which knows the options that all share
     */
    record Context(Map<String, String> environment, Terminal terminal, MusterCommand top) {

        /** The file that {@code --config} names; null without it. Known once the command line is parsed. */
        @Nullable
        Path config() {
            return top.config();
        }
    }
}
