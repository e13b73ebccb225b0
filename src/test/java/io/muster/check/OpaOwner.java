package io.muster.check;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A process of its own that owns an OPA and waits to be killed. */
final class OpaOwner {

    private OpaOwner() {}

    /** Prints the ids of the processes that it started, once OPA answers. */
    public static void main(String[] arguments) throws InterruptedException {
        PackFolder pack = new PackFolder(Path.of(arguments[0]))
                .regionalQuery("vpcs")
                .check("good", "vpcs", "findings contains result.fail(input.account.id, \"has no VPC\")\n");
        Checker checker = Checker.start(
                OpaConfig.standard(),
                new OpaBinary(OpaConfig.standard(), System.getenv()),
                pack.load(),
                World.basis(),
                line -> {});
        System.out.println(checker.ownOpa()
                .process()
                .descendants()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(" ")));
        new CountDownLatch(1).await();
    }
}
