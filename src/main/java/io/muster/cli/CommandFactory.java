package io.muster.cli;

import java.lang.reflect.Constructor;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives each command the environment and the terminal, if its constructor asks for them. */
final class CommandFactory implements IFactory {

    private final Map<String, String> environment;
    private final Terminal terminal;

    CommandFactory(Map<String, String> environment, Terminal terminal) {
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Context.class) {
                return type.cast(constructor.newInstance(new Context(environment, terminal)));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }

    /** What a command may know of the process that it runs in. */
    record Context(Map<String, String> environment, Terminal terminal) {}
}
