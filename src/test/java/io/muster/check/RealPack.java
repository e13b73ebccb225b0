package io.muster.check;

import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.List;

/** The pack of this checkout; the catalog's own test reports what is wrong with its headers. */
final class RealPack {

    static final Path HOME = Path.of(System.getProperty("muster.home", ".")).toAbsolutePath();

    private RealPack() {}

    static Pack load() {
        return PackLoader.load(List.of(HOME), new Problems());
    }
}
